/* Waiting until what was dropped is gone: dropping the last reference only queues a namespace for the kernel's one cleanup worker. */
#define _GNU_SOURCE
#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kb_internal.h"

/*
 * A user namespace counts its network namespaces until the very end of their destruction (dec_net_namespaces() in cleanup_net()).
 * So when no more may exist than are held and one, and one can be created, all others are gone. That one is kept, as the spare of
 * the next time.
 */
static int wait_by_limit(struct kb *kb)
{
	uint64_t throttled = 0;

	if (kb->spare >= 0)
		close(kb->spare);
	kb->spare = -1;
	if (kb_allow_dying(kb, 1))
		return kb_fail(errno, "the number of namespaces cannot be bounded any more: %s", strerror(errno));
	int error = kb_create(&throttled);

	if (error)
		return error;
	kb->spare = kb_own_namespace();
	error = kb_go(kb->home);
	if (kb->spare < 0 || error)
		return kb_fail(kb->spare < 0 ? -kb->spare : -error, "the namespace that shows that there is room cannot be kept");
	return kb_allow_dying(kb, KB_DYING) ? kb_fail(errno, "the number of namespaces cannot be raised again") : 0;
}

/* Drops a namespace that home knows by an id, and waits until the kernel says that it takes it off the list. */
static int pass_sentinel(struct kb *kb, int heard)
{
	struct kb_buffer request;
	uint64_t throttled = 0, items = 0;
	int error = kb_create(&throttled);

	if (error)
		return error;
	const int fd = kb_own_namespace();

	error = kb_go(kb->home);
	if (fd < 0 || error)
		return kb_fail(fd < 0 ? -fd : -error, "a sentinel namespace cannot be kept");
	kb_new_id(&request, fd, -1);
	error = kb_request(kb->route, request.bytes, request.length, &items);
	const int id = error ? error : kb_id_of(kb->route, fd);

	close(fd);
	if (id < 0)
		return kb_fail(-id, "a sentinel namespace cannot be given an id: %s", strerror(-id));
	const uint64_t patience = kb_now() + (uint64_t)KB_PATIENCE_MS * 1000000;

	while (kb_now() < patience)
		if (kb_next_deleted_id(heard, 100) == id)
			return 0;
	return kb_fail(ETIMEDOUT, "the kernel did not destroy a namespace within %d ms", KB_PATIENCE_MS);
}

/*
 * Where nothing counts: RTM_DELNSID comes at the beginning of a batch of the cleanup worker, of which there is one. A sentinel that
 * is dropped after the first one's comes with a later batch, so that the first one's, and all before it, have ended.
 */
static int wait_by_sentinels(struct kb *kb)
{
	const int heard = kb_route_socket(0);
	const int group = RTNLGRP_NSID;
	int error = heard;

	if (heard >= 0 && setsockopt(heard, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof(group)))
		error = -errno;
	if (error < 0) {
		if (heard >= 0)
			close(heard);
		return kb_fail(-error, "the end of namespaces cannot be heard of (RTNLGRP_NSID): %s", strerror(-error));
	}
	error = pass_sentinel(kb, heard);
	if (!error)
		error = pass_sentinel(kb, heard);
	close(heard);
	return error;
}

int kb_quiesce(struct kb *kb, uint64_t *waited_ns)
{
	const uint64_t began = kb_now();

	*waited_ns = 0;
	if (!kb->owes)
		return 0;
	const int error = kb->limit >= 0 ? wait_by_limit(kb) : wait_by_sentinels(kb);

	*waited_ns = kb_now() - began;
	kb->owes = error != 0;
	return error;
}
