/* Negative control: the last put destroys the namespace on the spot, under whatever its caller holds. */
#include "retry_body.h"

const struct net_variant net_variant_busted_put_destroys_inline = {
	.name = "busted_put_destroys_inline",
	.summary = "negative control: the seed, but the last put_net() destroys inline",
	.kernels = "none",
	.source = "none: wrong on purpose",
	.year = 2007,
	.negative_control = true,
	.defect = NET_DEFECT_PUT_DESTROYS_INLINE,
	NET_RETRY_OPERATIONS,
};
