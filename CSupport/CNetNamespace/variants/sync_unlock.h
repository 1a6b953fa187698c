/* An unlock that has nothing to drain: the todo list is taken under rtnl, and run after the release (58ec3b4db9eb, 2.6.27). */
static inline void drain_unlock(void) RELEASE(rtnl_mutex) UNSTABLE_BY_EITHER
{
	struct net_device *todo = netdev_todo_snapshot();

	net_perturb(NET_WINDOW_DRAIN_CLEAN);
	__rtnl_unlock();
	netdev_run_todo_snapshot(todo);
}
