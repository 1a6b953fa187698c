/*
 * The running kernel behind system calls and rtnetlink: what user space can drive of the rules that the model models.
 *
 * All of it works in one process, the worker, which stands on ground of its own (kb_enter) and has namespaces that nothing but
 * its own descriptors keeps alive: however it dies, nothing of it remains. Which lock an operation takes is a property of the
 * kernel's release; kb_operations says what was found on 6.18.
 */
#ifndef KERNEL_BACKEND_H
#define KERNEL_BACKEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whose namespaces the worker makes. */
enum kb_ground {
	KB_GROUND_USER,	   /* those of a user namespace of its own: any user may, and the kernel bounds how many there are */
	KB_GROUND_MACHINE, /* those of the machine's: only they are on the list that a uevent walks, and only root may */
};

/* What a thread does over and over. */
enum kb_op {
	KB_UNSHARE,
	KB_GETNEIGHTBL,
	KB_UEVENT,
	KB_GETNSID,
	KB_GETADDR,
	KB_SETLINK,
	KB_GETLINK,
	KB_DELLINK,
	KB_OPS
};

struct kb_operation {
	const char *_Nonnull name;	/* what is called */
	const char *_Nonnull lock;	/* what it holds while it works, checked on 6.18; empty: no lock */
	const char *_Nonnull summary;
	enum kb_ground ground;		/* where it can be done */
};

/* One row an operation, in the order of enum kb_op. */
extern const struct kb_operation kb_operations[KB_OPS];

/* The most namespaces of which a dump of ids shows all: it ends after 32 KiB, silently (6.12, 6.18). */
#define KB_MOST_IDS 1000
/* The most that are made where no user namespace bounds them. */
#define KB_MOST_ON_MACHINE 1000
/* How many may be dying while namespaces are created; who creates more waits. */
#define KB_DYING 512

/* Why the last call of this thread failed: one sentence that says what is missing and what would allow it. */
const char *_Nonnull kb_error(void);

/*
 * Puts the calling process on its ground, to be called before it has a second thread: a user namespace with the caller as its
 * root where @ground is KB_GROUND_USER; a network namespace; death when process @parent is gone.
 * Return: 0, or a negative errno, with kb_error().
 */
int kb_enter(enum kb_ground ground, int parent);

struct kb; /* what a worker has: used by one thread, the coordinator, but for what kb_thread_*() say */

/* A worker's world, on the ground that kb_enter() made. Return: NULL with kb_error(). */
struct kb *_Nullable kb_setup(enum kb_ground ground);
/* Gives everything back; the kernel destroys what was dropped by and by. */
void kb_teardown(struct kb *_Nonnull kb);

/* Whether @op can be done here, found out by doing it once. Return: 0, or a negative errno with kb_error(). */
int kb_probe(struct kb *_Nonnull kb, enum kb_op op);
/* The sentence for an operation that failed with @code: what is missing, and what would allow it. Return: -@code, with kb_error(). */
int kb_refuse(enum kb_op op, int code);
/* Whether there are descriptors and memory for @namespaces, and @threads. Return: 0, or a negative errno with kb_error(). */
int kb_check_room(struct kb *_Nonnull kb, uint32_t namespaces, uint32_t threads);

/*
 * Has exactly @namespaces alive, that of the worker included, a namespace for each of @threads besides, and, where @ids, a
 * namespace that knows the first ones by their ids. Creates or drops what it takes; memory is looked at while creating.
 * Return: 0, or a negative errno with kb_error().
 */
int kb_prepare(struct kb *_Nonnull kb, uint32_t namespaces, uint32_t threads, bool ids);

/* How long a wait for room may be, in milliseconds. */
#define KB_PATIENCE_MS 5000

/* Waits until every namespace that was dropped is gone, and says how long that took; on the machine's ground, all but the last sentinel,
 * which is dropped to see it.
 * Context: no thread between kb_thread_begin() and kb_thread_end(). Return: 0, or a negative errno with kb_error(). */
int kb_quiesce(struct kb *_Nonnull kb, uint64_t *_Nonnull waited_ns);

struct kb_thread; /* used by the thread that began it */

/* What a thread has done in all. */
struct kb_totals {
	uint64_t operations;
	uint64_t items;	    /* answers in dumps */
	uint64_t throttled; /* waits for room, where the kernel said ENOSPC */
};

/* Prepares the calling thread to do @op from namespace @seat (below the threads of kb_prepare()).
 * Return: NULL with kb_error(). Context: a thread other than the coordinator's, or the coordinator's alone. */
struct kb_thread *_Nullable kb_thread_begin(struct kb *_Nonnull kb, enum kb_op op, uint32_t seat);
/* Puts the thread back into the worker's namespace. */
void kb_thread_end(struct kb_thread *_Nonnull thread);

/*
 * Timed: does the operation @operations times. Ends early where one fails.
 * @timed_ns: what was timed inside, where only a part of the operation is meant (the unshare of a create, the delete of a device); 0:
 * the caller's clock counts.
 * Return: operations done; fewer than asked for come with kb_thread_error().
 */
uint64_t kb_section(struct kb_thread *_Nonnull thread, uint64_t operations, uint64_t *_Nonnull timed_ns);

/* Why the thread's operation failed, or NULL. Context: any, when the thread has ended its sections. */
const char *_Nullable kb_thread_error(const struct kb_thread *_Nonnull thread);
/* Context: as kb_thread_error(). */
struct kb_totals kb_thread_totals(const struct kb_thread *_Nonnull thread);

#endif
