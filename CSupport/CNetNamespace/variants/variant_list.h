/*
 * The table of variants: one row per file in this folder. The order is the
 * order of `netnsbench list`; the negative controls come last.
 */
NET_VARIANT(unlocked)
NET_VARIANT(net_list_mutex)
NET_VARIANT(rtnl_retry)
NET_VARIANT(rcu_memb)
NET_VARIANT(rcu_mb)
NET_VARIANT(rcu_qsbr)
NET_VARIANT(rcu_bp)
NET_VARIANT(busted_no_grace_period)
NET_VARIANT(busted_no_list_lock)
