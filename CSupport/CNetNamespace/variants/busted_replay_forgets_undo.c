/* Negative control: a notifier that refuses during its replay is not told of the undoing. */
#include "retry_body.h"

const struct net_variant net_variant_busted_replay_forgets_undo = {
	.name = "busted_replay_forgets_undo",
	.summary = "negative control: the seed, but a failed replay is not undone",
	.kernels = "none",
	.source = "none: wrong on purpose",
	.year = 2007,
	.negative_control = true,
	.defect = NET_DEFECT_REPLAY_FORGETS_UNDO,
	NET_RETRY_OPERATIONS,
};
