/* Which class a lock is of: for net_lockdep.c alone. */
/* The locks of the model that have names; those inside namespaces, which are spinlocks in the kernel; RCU; and a class for
 * each further lock in static memory, such as a variant's own. */
enum lock_class {
	CLASS_NET_MUTEX,
	CLASS_LIST_MUTEX,
	CLASS_RTNL,
	CLASS_TODO,
	CLASS_DEV_BASE,
	CLASS_OPS_RWSEM,
	CLASS_LIST_RWSEM,
	CLASS_NET, /* the namespaces' own: net_lockdep_acquire_net() says which */
	CLASS_SPIN,
	CLASS_RCU,
	CLASS_OTHERS,
	CLASSES = 32, /* as many as a word has bits */
};

static const char *const class_names[CLASS_OTHERS] = {
	"net_mutex", "net_list_mutex", "rtnl_mutex", "net_todo_run_mutex", "dev_base_lock",
	"pernet_ops_rwsem", "net_rwsem", "a namespace's own mutex", "a spinlock", "RCU",
};
static const void *others[CLASSES - CLASS_OTHERS]; /* atomic: a place is taken once, by compare-and-swap */
static const void *spinlocks[4]; /* written before threads are made */

static enum lock_class class_of(const void *lock)
{
	extern char __data_start, _end; /* the linker's: static memory */

	if (lock == &net_mutex)
		return CLASS_NET_MUTEX;
	if (lock == &net_list_mutex)
		return CLASS_LIST_MUTEX;
	if (lock == &rtnl_mutex)
		return CLASS_RTNL;
	if (lock == &net_todo_run_mutex)
		return CLASS_TODO;
	if (lock == &dev_base_lock)
		return CLASS_DEV_BASE;
	if (lock == &pernet_ops_rwsem)
		return CLASS_OPS_RWSEM;
	if (lock == &net_rwsem)
		return CLASS_LIST_RWSEM;
	if ((const char *)lock < &__data_start || (const char *)lock >= &_end)
		return CLASS_SPIN;
	for (size_t i = 0; i < sizeof(spinlocks) / sizeof(spinlocks[0]); i++) {
		if (spinlocks[i] == lock)
			return CLASS_SPIN;
	}
	for (int i = 0; i < CLASSES - CLASS_OTHERS; i++) {
		const void *place = __atomic_load_n(&others[i], __ATOMIC_RELAXED); /* an address, and nothing behind it */

		if (!place && __atomic_compare_exchange_n(&others[i], &place, lock, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
			place = lock;
		if (place == lock)
			return CLASS_OTHERS + (enum lock_class)i;
	}
	return CLASS_SPIN; /* more of them than there are bits */
}

static const char *name_of(enum lock_class class)
{
	return class < CLASS_OTHERS ? class_names[class] : "another static lock";
}
