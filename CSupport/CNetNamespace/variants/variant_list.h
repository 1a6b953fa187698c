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
NET_VARIANT(busted_publishes_early)
NET_VARIANT(busted_plain_get_on_dying)
NET_VARIANT(busted_check_before_unlock)
NET_VARIANT(busted_unregistered_reader)
NET_VARIANT(busted_put_destroys_inline)
NET_VARIANT(busted_wrong_order)
NET_VARIANT(busted_handles_twice)
NET_VARIANT(busted_replay_forgets_undo)
NET_VARIANT(busted_stays_online)
NET_VARIANT(busted_early_put)
