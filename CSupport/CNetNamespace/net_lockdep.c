/*
 * The lock-order graph, after the kernel's lockdep: classes of locks, not locks;
 * an edge from each class held to the class taken, remembered with the stack that
 * first made it; a cycle is reported before the thread can block, with both stacks.
 *
 * RCU is a class as well: a read-side section holds it, a grace period waits for
 * it. To begin a section never waits, so that makes no edge into RCU, as a trylock
 * makes none. For QSBR the section is being online.
 *
 * Read for the design: OP-TEE's lockdep and the kernel's Documentation/locking/lockdep-design.rst.
 */
#include "net_internal.h"

#ifdef NET_DEBUG
#include <execinfo.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "net_lock_class.h"

enum { DEEPEST = 24, MOST_HELD = 16 };

static struct edge {
	uint8_t seen; /* atomic: release when the stack is there, acquire by who prints it */
	int depth;    /* under graph_lock until seen, then r/o; 0: declared in net_namespace.h */
	void *stack[DEEPEST]; /* likewise */
} edges[CLASSES][CLASSES];
static pthread_mutex_t graph_lock = PTHREAD_MUTEX_INITIALIZER; /* bare: a checker does not check itself */

static __thread struct {
	struct {
		const void *lock;
		enum lock_class class;
		const struct net *net; /* of CLASS_NET */
	} held[MOST_HELD];
	int count;
	int sections; /* read-side sections, nested */
	bool puts;    /* a last put */
} self;

static void complain(const char *what, enum lock_class held, enum lock_class taken, const struct edge *other)
{
	char text[256];
	void *stack[DEEPEST];

	snprintf(text, sizeof(text), "%s: %s is held and %s is taken", what, name_of(held), name_of(taken));
	if (net_law_breaks(NET_LAW_L5) == 0) {
		dprintf(STDERR_FILENO, "lock order: %s, here:\n", text);
		backtrace_symbols_fd(stack, backtrace(stack, DEEPEST), STDERR_FILENO);
		if (other && other->depth) {
			dprintf(STDERR_FILENO, "lock order: the opposite order was first seen here:\n");
			backtrace_symbols_fd(other->stack, other->depth, STDERR_FILENO);
		} else if (other) {
			dprintf(STDERR_FILENO, "lock order: the opposite order is declared in net_namespace.h\n");
		}
	}
	net_law_check(NET_LAW_L5, false, NULL, text);
}

static bool seen(enum lock_class from, enum lock_class to)
{
	return __atomic_load_n(&edges[from][to].seen, __ATOMIC_ACQUIRE); /* pairs with the release in add_edge() */
}

/* The first edge of a path from @from to @to, or NULL. The graph is tiny: a depth-first search. */
static const struct edge *path(enum lock_class from, enum lock_class to, uint32_t visited)
{
	for (int next = 0; next < CLASSES; next++) {
		if (!seen(from, next) || visited >> next & 1)
			continue;
		if (next == (int)to || path(next, to, visited | 1u << next))
			return &edges[from][next];
	}
	return NULL;
}

static void add_edge(enum lock_class from, enum lock_class to)
{
	if (seen(from, to))
		return;
	const struct edge *back = path(to, from, 1u << to);

	if (back)
		complain("inversion", from, to, back);
	pthread_mutex_lock(&graph_lock);
	struct edge *edge = &edges[from][to];

	if (!seen(from, to)) {
		edge->depth = backtrace(edge->stack, DEEPEST);
		__atomic_store_n(&edge->seen, 1, __ATOMIC_RELEASE); /* pairs with the acquire in seen() */
	}
	pthread_mutex_unlock(&graph_lock);
}

/* Whether who takes a lock of this class may have to sleep for it, in the kernel: mutexes, and a variant's own locks. */
static bool may_sleep(enum lock_class class)
{
	return class != CLASS_SPIN && class != CLASS_DEV_BASE;
}

static void hold(const void *lock, enum lock_class class, const struct net *net)
{
	if (self.count < MOST_HELD) {
		self.held[self.count].lock = lock;
		self.held[self.count].class = class;
		self.held[self.count].net = net;
		self.count++;
	}
}

void net_lockdep_acquire(const void *lock, bool shared)
{
	enum lock_class class = class_of(lock);

	net_law_check(NET_LAW_L5, true, NULL, "");
	if (self.sections && may_sleep(class))
		complain("sleeping in a read-side section", CLASS_RCU, class, NULL);
	net_law_check(NET_LAW_L6, !self.puts || !may_sleep(class), NULL, "the last put takes a lock that may sleep");
	for (int i = 0; i < self.count; i++) {
		enum lock_class held = self.held[i].class;

		if (held == class)
			complain(shared ? "recursive read lock" : "recursion", held, class, NULL);
		else if (held == CLASS_SPIN && may_sleep(class))
			complain("sleeping under a spinlock", held, class, NULL);
		else
			add_edge(held, class);
	}
	if (self.sections)
		add_edge(CLASS_RCU, class);
	hold(lock, class, NULL);
}

/* As net_lockdep_acquire(), with an order among those of the class. */
void net_lockdep_acquire_net(const void *lock, const struct net *net)
{
	net_law_check(NET_LAW_L5, true, NULL, "");
	if (self.sections)
		complain("sleeping in a read-side section", CLASS_RCU, CLASS_NET, NULL);
	for (int i = 0; i < self.count; i++) {
		const struct net *other = self.held[i].net;

		if (self.held[i].class != CLASS_NET)
			add_edge(self.held[i].class, CLASS_NET);
		else if (other == net)
			complain("recursion", CLASS_NET, CLASS_NET, NULL);
		else if (net == init_net || (other != init_net && other > net))
			complain("two out of order", CLASS_NET, CLASS_NET, NULL);
	}
	hold(lock, CLASS_NET, net);
}

void net_lockdep_tried(const void *lock)
{
	hold(lock, class_of(lock), NULL); /* a trylock waits for nobody: no edge */
}

void net_lockdep_release(const void *lock)
{
	for (int i = self.count - 1; i >= 0; i--) {
		if (self.held[i].lock != lock)
			continue;
		memmove(&self.held[i], &self.held[i + 1], (size_t)(self.count - i - 1) * sizeof(self.held[0]));
		self.count--;
		return;
	}
	if (net_debug_is_watched()) /* Swift's view of the header has no checkers in it: what it takes is not seen */
		complain("a lock is released that is not held", class_of(lock), class_of(lock), NULL);
}

void net_lockdep_read_begin(void)
{
	self.sections++;
}

void net_lockdep_read_end(void)
{
	if (self.sections == 0)
		complain("a read-side section ends that never began", CLASS_RCU, CLASS_RCU, NULL);
	else
		self.sections--;
}

void net_lockdep_grace_period(void)
{
	net_law_check(NET_LAW_L5, true, NULL, "");
	if (self.sections)
		complain("a grace period inside a read-side section", CLASS_RCU, CLASS_RCU, NULL);
	for (int i = 0; i < self.count; i++)
		add_edge(self.held[i].class, CLASS_RCU);
}

void net_lockdep_spin(const void *lock)
{
	for (size_t i = 0; i < sizeof(spinlocks) / sizeof(spinlocks[0]); i++) {
		if (!spinlocks[i] || spinlocks[i] == lock) {
			spinlocks[i] = lock;
			return;
		}
	}
}

void net_lockdep_put_begins(void)
{
	self.puts = true;
}

void net_lockdep_put_ends(void)
{
	self.puts = false;
}

const char *net_lockdep_name(const void *lock)
{
	return name_of(class_of(lock));
}

bool net_lockdep_holds(const void *lock)
{
	for (int i = 0; i < self.count; i++) {
		if (self.held[i].lock == lock)
			return true;
	}
	return false;
}

void net_lockdep_thread_ends(void)
{
	if (self.count)
		complain("a thread ends with a lock", self.held[0].class, self.held[0].class, NULL);
	if (self.sections)
		complain("a thread ends in a read-side section", CLASS_RCU, CLASS_RCU, NULL);
}

static void declare(enum lock_class from, enum lock_class to)
{
	edges[from][to].depth = 0;
	__atomic_store_n(&edges[from][to].seen, 1, __ATOMIC_RELEASE); /* pairs with the acquire in seen() */
}

/* Forgets what was seen, and declares the order that net_namespace.h states. */
void net_lockdep_reset(void)
{
	pthread_mutex_lock(&graph_lock);
	memset(edges, 0, sizeof(edges));
	declare(CLASS_NET_MUTEX, CLASS_LIST_MUTEX);
	declare(CLASS_LIST_MUTEX, CLASS_RTNL);
	declare(CLASS_NET_MUTEX, CLASS_RTNL);
	declare(CLASS_RTNL, CLASS_DEV_BASE);
	declare(CLASS_OPS_RWSEM, CLASS_RTNL);
	declare(CLASS_OPS_RWSEM, CLASS_LIST_RWSEM);
	declare(CLASS_RTNL, CLASS_LIST_RWSEM);
	declare(CLASS_RTNL, CLASS_NET);
	pthread_mutex_unlock(&graph_lock);
}
#endif
