/* What the files of the backend share. */
#ifndef KB_INTERNAL_H
#define KB_INTERNAL_H

#include <errno.h>
#include <stdint.h>

#include "include/kernel_backend.h"

/* Keeps a sentence for kb_error(). Return: -@code. */
int kb_fail(int code, const char *_Nonnull format, ...) __attribute__((format(printf, 2, 3)));

uint64_t kb_now(void);
void kb_pause(void); /* 0.2 ms: between two looks whether there is room */

/* A descriptor of the calling thread's network namespace, or a negative errno. */
int kb_own_namespace(void);
/* Puts the calling thread into the namespace of @fd. Return: 0 or a negative errno. */
int kb_go(int fd);
/* Creates a namespace, goes there. Waits where there is no room for one: others, those of the worker before among them, may be dying.
 * @throttled counts the waits. Return: 0, or a negative errno with kb_error(). */
int kb_create(uint64_t *_Nonnull throttled);

/* ---- limits: kb_limits.c ---- */

/* MiB that may still be used, by the machine's and the control group's account. */
uint64_t kb_available_mib(void);
/* Memory of one namespace, rounded up; measured on 6.18 (165 to 195 KiB). */
#define KB_NAMESPACE_KIB 220
/* What is left to others. */
#define KB_RESERVE_MIB 128

/* ---- rtnetlink: kb_netlink.c ---- */

/* A route socket of the calling thread's namespace. Return: descriptor or negative errno. */
int kb_route_socket(void);
/* Sends @length bytes of @request, with the next sequence number in it, and takes the answer to its end.
 * @items counts the answers of a dump. Return: 0, or the negative errno that the kernel answered. */
int kb_request(int socket, void *_Nonnull request, uint32_t length, uint64_t *_Nonnull items);

/* Room for any request of ours, aligned as a header is. */
struct kb_buffer {
	_Alignas(8) char bytes[256];
	uint32_t length;
};

/* Requests: each fills @buffer. */
void kb_dump_neighbour_tables(struct kb_buffer *_Nonnull buffer);
void kb_dump_ids(struct kb_buffer *_Nonnull buffer);
void kb_dump_addresses(struct kb_buffer *_Nonnull buffer);
void kb_get_loopback(struct kb_buffer *_Nonnull buffer);
void kb_set_loopback_alias(struct kb_buffer *_Nonnull buffer);
void kb_set_loopback_up(struct kb_buffer *_Nonnull buffer);
void kb_new_ifb(struct kb_buffer *_Nonnull buffer, const char *_Nonnull name);
void kb_delete_link(struct kb_buffer *_Nonnull buffer, const char *_Nonnull name);
/* Has the socket's namespace know that of @fd by @id; -1: by an id that the kernel chooses. */
void kb_new_id(struct kb_buffer *_Nonnull buffer, int fd, int id);

/* The id in the next RTM_DELNSID that @socket hears of, waiting @milliseconds at most; negative errno where none comes. */
int kb_next_deleted_id(int socket, int milliseconds);
/* The id by which the socket's namespace knows that of @fd, or a negative errno. */
int kb_id_of(int socket, int fd);

/* ---- the world: kb_world.c ---- */

struct kb {
	/* All of it is the coordinator's; threads read what does not change while they run (home, seats, ids). */
	enum kb_ground ground;
	int home;		/* the worker's namespace */
	int limit;		/* the open max_net_namespaces, or -1 */
	int *_Nullable alive;	/* besides the one at home */
	uint32_t alive_count, alive_room;
	int *_Nullable seats;	/* one a thread */
	uint32_t seat_count;
	int ids;		/* knows the others by their ids, or -1 */
	uint32_t id_count;
	int spare;		/* what the last kb_quiesce() created to see that there is room, or -1 */
	bool owes;		/* something was dropped since; a thread that creates sets it, atomically, at its end */
};

/* Lets @dying namespaces more than are alive exist; without a user namespace nothing bounds them. Return: 0, or a negative errno with
 * kb_error(). */
int kb_allow_dying(struct kb *_Nonnull kb, uint32_t dying);

/*
 * Waits until what was dropped before is gone, where nothing counts namespaces. The calling thread is in @home. Any thread may.
 * RTM_DELNSID comes at the beginning of a batch of the cleanup worker, of which there is one (cleanup_net()). A sentinel that is
 * dropped after the first one's comes with a later batch, so that the first one's, and all before it, have ended.
 * Return: 0, or a negative errno with kb_error().
 */
int kb_wait_by_sentinels(int home);

/* Namespaces that are held by descriptors. */
uint32_t kb_held(const struct kb *_Nonnull kb);

/* ---- operations: kb_operations.c ---- */

/* As kb_thread_begin(). Return: 0, or a negative errno without a sentence. */
int kb_begin(struct kb *_Nonnull kb, enum kb_op op, uint32_t seat, struct kb_thread *_Nullable *_Nonnull begun);
/* Does it once. Return: 0, or a negative errno; a sentence comes with that of KB_UNSHARE, and with ENODATA: a dump ended early. */
int kb_once(struct kb_thread *_Nonnull thread, uint64_t *_Nonnull timed);

#endif
