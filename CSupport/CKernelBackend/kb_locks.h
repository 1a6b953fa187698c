/* What the files behind kernel_locks.h share. */
#ifndef KB_LOCKS_H
#define KB_LOCKS_H

#include "include/kernel_locks.h"
#include "kb_internal.h"

/* Waits that say "it takes it"; one would prove it as well, but a figure of one looks like an accident. */
#define ENOUGH_WAITS 10

/* ---- the kernel's symbols: kb_symbols.c ---- */

struct kb_symbols; /* does not change once loaded: any thread may read it */

/* Return: NULL with kb_error(). */
struct kb_symbols *_Nullable kb_load_symbols(void);
void kb_free_symbols(struct kb_symbols *_Nullable symbols);
/* The function that @address, a return address, is in; "?" where it is in none. */
const char *_Nonnull kb_symbol_at(const struct kb_symbols *_Nonnull symbols, uint64_t address);
/* Whether @address is in a function that is a lock's own. */
bool kb_is_lock_function(const struct kb_symbols *_Nonnull symbols, uint64_t address);

/* ---- the tracepoints: kb_tracepoint.c ---- */

struct kb_tracepoint {
	uint16_t id;
	uint32_t address_at; /* the offset of lock_addr */
	uint32_t flags_at;   /* the offset of flags, or 0 where it has none */
};

struct kb_tracepoints {
	struct kb_tracepoint begin, end; /* lock:contention_begin, lock:contention_end */
};

/* Return: 0, or a negative errno with kb_error(). */
int kb_find_tracepoints(struct kb_tracepoints *_Nonnull points);

/* ---- what a thread waits for: kb_contention.c ---- */

#define KB_LOCKS_SEEN 32

struct kb_waits {
	struct kb_lock_seen {
		uint64_t address; /* of the lock */
		uint64_t waits;
		uint64_t caller; /* a return address in the first function above the lock's own, in the first of the waits */
	} seen[KB_LOCKS_SEEN];
	uint32_t count;
	uint64_t lost; /* waits that were not recorded, or for which there was no room above */
};

const struct kb_lock_seen *_Nullable kb_waits_for(const struct kb_waits *_Nonnull waits, uint64_t address);
void kb_add_waits(struct kb_waits *_Nonnull sum, const struct kb_waits *_Nonnull more);

struct kb_listener; /* used by the thread that it listens to */

/* Listens to the calling thread, off at first. Return: NULL with kb_error(). */
struct kb_listener *_Nullable kb_listen(const struct kb_tracepoints *_Nonnull points, const struct kb_symbols *_Nonnull symbols);
void kb_listen_on(struct kb_listener *_Nonnull listener);
/* Off again: what was heard since is added to @waits. */
void kb_listen_off(struct kb_listener *_Nonnull listener, struct kb_waits *_Nonnull waits);
void kb_end_listening(struct kb_listener *_Nullable listener);

/* ---- threads in each other's way: kb_contest.c ---- */

struct kb_side {
	uint64_t operations;
	struct kb_waits waits;
};

/* Two threads that do what is in question, two that take and release rtnl_mutex. */
enum { KB_CONTENDER, KB_LIKE, KB_HOLDER, KB_OTHER_HOLDER, KB_CONTESTANTS };

/*
 * Has them at it for @milliseconds and adds what each did and waited for to @sides. Takes the first KB_CONTESTANTS seats.
 * Return: 0, or a negative errno with kb_error().
 */
int kb_contest(struct kb *_Nonnull kb, enum kb_op op, const struct kb_tracepoints *_Nonnull points,
	       const struct kb_symbols *_Nonnull symbols, unsigned milliseconds, struct kb_side sides[_Nonnull KB_CONTESTANTS]);

/* ---- what it means: kb_verdict.c ---- */

/* Whether a longer look at the operation would not say more. */
bool kb_is_settled(const struct kb_lock_finding *_Nonnull finding);

#endif
