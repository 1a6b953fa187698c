/*
 * The list from 4.17: changed under net_rwsem, by whoever holds pernet_ops_rwsem
 * shared; walked under net_rwsem or in an RCU read-side section.
 *
 * Locking:
 *	pernet_ops_rwsem -> rtnl -> net_rwsem; the second and third are never taken for the list together
 * Reasoning:
 *	- creators and the one destroyer hold pernet_ops_rwsem shared, so neither waits for the other, nor for its
 *	  grace period; net_rwsem is exclusive for a few stores only
 *	- who must see neither a half-built nor a half-dead namespace (registration, replay) takes pernet_ops_rwsem
 *	  exclusively
 *	- net_rwsem prefers writers: to take it twice, shared, deadlocks behind one (b3834acdd78e)
 * Resume:
 *	walk under net_rwsem and sleep as you like, or under RCU and do not; change under net_rwsem.
 * Checked by:
 *	the analysis, the lock-order graph (a recursive read lock), the laws, and Tests/Models (rwsem_*).
 */
static inline void list_add_rule(struct net *net) NO_THREAD_SAFETY_ANALYSIS /* called with net_life shared */
{
	down_write(&net_rwsem);
	net_list_add_rwsem(net);
	up_write(&net_rwsem);
}

static inline void list_del_rule(struct net *batch) NO_THREAD_SAFETY_ANALYSIS /* likewise */
{
	struct net *net;

	down_write(&net_rwsem);
	for_each_dying(net, batch)
		net_list_del_rwsem(net);
	up_write(&net_rwsem);
	net_perturb(NET_WINDOW_UNLINKED);
	wait_for_readers();
}

/* The fields of a row that these rules share. */
#define NET_RWSEM_LIST                                                                                                 \
	.todo = NET_TODO_SNAPSHOT, .life = NET_LIFE_RWSEM, .cleanup = NET_CLEANUP_LLIST, .uses_rcu = true, NET_RCU_DEFER
