/* Requests to rtnetlink, made once each, and their answers. Formats: rtnetlink(7), linux/rtnetlink.h, linux/net_namespace.h. */
#define _GNU_SOURCE
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <linux/net_namespace.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kb_internal.h"

/* The kernel fills at most this much for a reader who offers it (NLMSG_GOODSIZE's limit). */
#define ANSWER_BYTES 32768
#define LOOPBACK 1 /* the index of lo in every namespace */

int kb_route_socket(void)
{
	struct sockaddr_nl address = { .nl_family = AF_NETLINK };
	const int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);

	if (fd < 0)
		return -errno;
	if (bind(fd, (struct sockaddr *)&address, sizeof(address))) {
		const int error = errno;

		close(fd);
		return -error;
	}
	return fd;
}

/* What one datagram says: 1: there is more to come, 0: that was the end, negative: an error. */
static int read_answers(const char *bytes, ssize_t length, uint32_t sequence, uint64_t *items)
{
	const struct nlmsghdr *message = (const struct nlmsghdr *)bytes;
	uint32_t left = (uint32_t)length;

	for (; NLMSG_OK(message, left); message = NLMSG_NEXT(message, left)) {
		if (message->nlmsg_seq != sequence)
			continue; /* a notification, or what an earlier request left */
		if (message->nlmsg_type == NLMSG_ERROR)
			return ((const struct nlmsgerr *)NLMSG_DATA(message))->error;
		if (message->nlmsg_type == NLMSG_DONE) {
			/* A dump's own error stands in its end. */
			const int code = message->nlmsg_len >= NLMSG_LENGTH(sizeof(int)) ? *(const int *)NLMSG_DATA(message) : 0;

			return code < 0 ? code : 0;
		}
		(*items)++;
		if (!(message->nlmsg_flags & NLM_F_MULTI))
			return 0;
	}
	return 1;
}

int kb_request(int socket, void *request, uint32_t length, uint64_t *items)
{
	static _Thread_local _Alignas(8) char answer[ANSWER_BYTES];
	static _Thread_local uint32_t sequence;
	struct nlmsghdr *header = request;

	header->nlmsg_seq = ++sequence;
	if (send(socket, request, length, 0) < 0)
		return -errno;
	for (;;) {
		/* With MSG_TRUNC it says how long the datagram was, not how much of it there was room for. */
		const ssize_t got = recv(socket, answer, sizeof(answer), MSG_TRUNC);

		if (got < 0) {
			if (errno == EINTR)
				continue;
			return -errno;
		}
		if (got > (ssize_t)sizeof(answer)) /* its end is lost, and nobody would send another */
			return -EMSGSIZE;
		const int more = read_answers(answer, got, sequence, items);

		if (more <= 0)
			return more;
	}
}

/* ---- requests ---- */

static void *begin(struct kb_buffer *buffer, uint16_t type, uint16_t flags, size_t body)
{
	struct nlmsghdr *header = (struct nlmsghdr *)buffer->bytes;

	memset(buffer, 0, sizeof(*buffer));
	header->nlmsg_type = type;
	header->nlmsg_flags = (uint16_t)(NLM_F_REQUEST | flags);
	header->nlmsg_len = (uint32_t)NLMSG_LENGTH(body);
	buffer->length = header->nlmsg_len;
	return NLMSG_DATA(header);
}

static struct rtattr *attribute(struct kb_buffer *buffer, uint16_t type, const void *data, size_t size)
{
	struct nlmsghdr *header = (struct nlmsghdr *)buffer->bytes;
	struct rtattr *added = (struct rtattr *)(buffer->bytes + NLMSG_ALIGN(header->nlmsg_len));

	added->rta_type = type;
	added->rta_len = (uint16_t)RTA_LENGTH(size);
	if (data)
		memcpy(RTA_DATA(added), data, size);
	header->nlmsg_len = (uint32_t)(NLMSG_ALIGN(header->nlmsg_len) + RTA_ALIGN(added->rta_len));
	buffer->length = header->nlmsg_len;
	return added;
}

void kb_dump_neighbour_tables(struct kb_buffer *buffer)
{
	begin(buffer, RTM_GETNEIGHTBL, NLM_F_DUMP, sizeof(struct ndtmsg));
}

void kb_dump_ids(struct kb_buffer *buffer)
{
	begin(buffer, RTM_GETNSID, NLM_F_DUMP, sizeof(struct rtgenmsg));
}

void kb_dump_addresses(struct kb_buffer *buffer)
{
	struct ifaddrmsg *address = begin(buffer, RTM_GETADDR, NLM_F_DUMP, sizeof(*address));

	address->ifa_family = AF_INET; /* a dump of all families takes rtnl (rtnl_dump_all) */
}

void kb_get_loopback(struct kb_buffer *buffer)
{
	struct ifinfomsg *link = begin(buffer, RTM_GETLINK, 0, sizeof(*link));

	link->ifi_index = LOOPBACK;
}

void kb_set_loopback_alias(struct kb_buffer *buffer)
{
	struct ifinfomsg *link = begin(buffer, RTM_SETLINK, NLM_F_ACK, sizeof(*link));

	link->ifi_index = LOOPBACK;
	attribute(buffer, IFLA_IFALIAS, "netnsbench", sizeof("netnsbench"));
}

void kb_set_loopback_up(struct kb_buffer *buffer)
{
	struct ifinfomsg *link = begin(buffer, RTM_SETLINK, NLM_F_ACK, sizeof(*link));

	link->ifi_index = LOOPBACK;
	link->ifi_flags = link->ifi_change = IFF_UP;
}

void kb_new_ifb(struct kb_buffer *buffer, const char *name)
{
	begin(buffer, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK, sizeof(struct ifinfomsg));
	attribute(buffer, IFLA_IFNAME, name, strlen(name) + 1);
	struct rtattr *info = attribute(buffer, IFLA_LINKINFO, NULL, 0);

	attribute(buffer, IFLA_INFO_KIND, "ifb", sizeof("ifb"));
	info->rta_len = (uint16_t)(buffer->bytes + buffer->length - (char *)info);
}

void kb_delete_link(struct kb_buffer *buffer, const char *name)
{
	begin(buffer, RTM_DELLINK, NLM_F_ACK, sizeof(struct ifinfomsg));
	attribute(buffer, IFLA_IFNAME, name, strlen(name) + 1);
}

void kb_new_id(struct kb_buffer *buffer, int fd, int id)
{
	begin(buffer, RTM_NEWNSID, NLM_F_ACK, sizeof(struct rtgenmsg));
	attribute(buffer, NETNSA_NSID, &id, sizeof(id));
	attribute(buffer, NETNSA_FD, &fd, sizeof(fd));
}

/* ---- ids ---- */

/* The id that a message of a namespace carries, or -ENOENT. */
static int id_in(const struct nlmsghdr *message)
{
	const size_t header = NLMSG_LENGTH(sizeof(struct rtgenmsg));
	const struct rtattr *found = (const struct rtattr *)((const char *)message + NLMSG_ALIGN(header));
	uint32_t left = message->nlmsg_len - (uint32_t)NLMSG_ALIGN(header);

	for (; RTA_OK(found, left); found = RTA_NEXT(found, left))
		if (found->rta_type == NETNSA_NSID)
			return *(const int *)RTA_DATA(found);
	return -ENOENT;
}

int kb_id_of(int socket, int fd)
{
	struct kb_buffer request;
	_Alignas(8) char answer[512];

	begin(&request, RTM_GETNSID, 0, sizeof(struct rtgenmsg));
	attribute(&request, NETNSA_FD, &fd, sizeof(fd));
	if (send(socket, request.bytes, request.length, 0) < 0)
		return -errno;
	const ssize_t got = recv(socket, answer, sizeof(answer), 0);
	const struct nlmsghdr *message = (const struct nlmsghdr *)answer;

	if (got < 0)
		return -errno;
	if (!NLMSG_OK(message, (uint32_t)got))
		return -EBADMSG;
	if (message->nlmsg_type == NLMSG_ERROR)
		return ((const struct nlmsgerr *)NLMSG_DATA(message))->error;
	return id_in(message);
}

int kb_next_deleted_id(int socket, int milliseconds)
{
	_Alignas(8) char heard[4096];
	struct pollfd ready = { .fd = socket, .events = POLLIN };
	const int count = poll(&ready, 1, milliseconds);

	if (count <= 0)
		return count < 0 ? -errno : -ETIMEDOUT;
	const ssize_t got = recv(socket, heard, sizeof(heard), 0);
	const struct nlmsghdr *message = (const struct nlmsghdr *)heard;

	if (got < 0)
		return -errno;
	if (!NLMSG_OK(message, (uint32_t)got) || message->nlmsg_type != RTM_DELNSID)
		return -EAGAIN;
	return id_in(message);
}
