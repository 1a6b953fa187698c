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
	int error = kb_allow_dying(kb, 1);

	if (!error)
		error = kb_create(&throttled);
	if (error) /* where it can, the next kb_prepare() raises the limit again */
		return error;
	kb->spare = kb_own_namespace();
	error = kb_go(kb->home);
	if (kb->spare < 0 || error)
		return kb_fail(kb->spare < 0 ? -kb->spare : -error, "the namespace that shows that there is room cannot be kept");
	return kb_allow_dying(kb, KB_DYING);
}

/* Drops a namespace that home knows by an id, and waits until @heard says that it is taken off the list. */
static int pass_sentinel(int home, int route, int heard)
{
	struct kb_buffer request;
	uint64_t throttled = 0, items = 0;
	int error = kb_create(&throttled);

	if (error)
		return error;
	const int fd = kb_own_namespace();

	error = kb_go(home);
	if (fd < 0 || error) {
		if (fd >= 0)
			close(fd);
		return kb_fail(fd < 0 ? -fd : -error, "a sentinel namespace cannot be kept");
	}
	kb_new_id(&request, fd, -1);
	error = kb_request(route, request.bytes, request.length, &items);
	const int id = error ? error : kb_id_of(route, fd);

	close(fd);
	if (id < 0)
		return kb_fail(-id, "a sentinel namespace cannot be given an id: %s", strerror(-id));
	const uint64_t patience = kb_now() + (uint64_t)KB_PATIENCE_MS * 1000000;

	while (kb_now() < patience)
		if (kb_next_deleted_id(heard, 100) == id)
			return 0;
	return kb_fail(ETIMEDOUT, "the kernel did not destroy a namespace within %d ms", KB_PATIENCE_MS);
}

int kb_wait_by_sentinels(int home)
{
	const int route = kb_route_socket(), heard = kb_route_socket(), group = RTNLGRP_NSID;
	int error = route < 0 ? route : heard < 0 ? heard : 0;

	if (!error && setsockopt(heard, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof(group)))
		error = -errno;
	if (error)
		kb_fail(-error, "the end of namespaces cannot be heard of (RTNLGRP_NSID): %s", strerror(-error));
	for (int i = 0; !error && i < 2; i++)
		error = pass_sentinel(home, route, heard);
	if (route >= 0)
		close(route);
	if (heard >= 0)
		close(heard);
	return error;
}

int kb_quiesce(struct kb *kb, uint64_t *waited_ns)
{
	const uint64_t began = kb_now();

	*waited_ns = 0;
	if (!kb->owes)
		return 0;
	const int error = kb->limit >= 0 ? wait_by_limit(kb) : kb_wait_by_sentinels(kb->home);

	*waited_ns = kb_now() - began;
	kb->owes = error != 0;
	return error;
}
