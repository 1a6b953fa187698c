/*
 * One instance of the model for each kind of rtnl lock.
 *
 * Every file of the model is compiled once per kind, with NET_RTNL_LOCK set to
 * it: the lock is inlined into the loops as that kind, and no timed path asks
 * which it is. So that the instances fit into one program, what has external
 * linkage is called otherwise in each but the default one. What is missing here
 * is a duplicate symbol when the program is linked. The rows of the variants and
 * the sections of net_variant.h name themselves: they need no line here.
 */
#ifndef NET_INSTANCE_H
#define NET_INSTANCE_H

#define NET_RTNL_LOCK_PTHREAD 1	 /* sleeps, barges: a pthread mutex */
#define NET_RTNL_LOCK_ADAPTIVE 2 /* spins for a while, then sleeps; barges */
#define NET_RTNL_LOCK_TICKET 3	 /* spins; first come, first served */
#define NET_RTNL_LOCK_MCS 4	 /* the same, each waiter on a cache line of its own */

#ifndef NET_RTNL_LOCK
#define NET_RTNL_LOCK NET_RTNL_LOCK_PTHREAD
#endif

#if NET_RTNL_LOCK == NET_RTNL_LOCK_PTHREAD
#define NET_RTNL_LOCK_NAME "pthread"
#define NET_MODEL net_model_pthread
#define NET_INSTANCE_LABEL(name)
#else

#if NET_RTNL_LOCK == NET_RTNL_LOCK_ADAPTIVE
#define NET_RTNL_LOCK_NAME "adaptive"
#define NET_MODEL net_model_adaptive
#define NET_INSTANCE(name) name##_adaptive
#elif NET_RTNL_LOCK == NET_RTNL_LOCK_TICKET
#define NET_RTNL_LOCK_NAME "ticket"
#define NET_MODEL net_model_ticket
#define NET_INSTANCE(name) name##_ticket
#elif NET_RTNL_LOCK == NET_RTNL_LOCK_MCS
#define NET_RTNL_LOCK_NAME "mcs"
#define NET_MODEL net_model_mcs
#define NET_INSTANCE(name) name##_mcs
#else
#error "NET_RTNL_LOCK is no kind of lock: see net_instance.h"
#endif

/* For names that are made by pasting: the symbol is set where it is declared, and a definition follows its declaration. */
#define NET_INSTANCE_LABEL(name) __asm__(name "_" NET_RTNL_LOCK_NAME)

#define cleanup_net NET_INSTANCE(cleanup_net)
#define copy_net_ns NET_INSTANCE(copy_net_ns)
#define dev_base_lock NET_INSTANCE(dev_base_lock)
#define get_net NET_INSTANCE(get_net)
#define init_net NET_INSTANCE(init_net)
#define loopback_net_ops NET_INSTANCE(loopback_net_ops)
#define maybe_get_net NET_INSTANCE(maybe_get_net)
#define net_alloc NET_INSTANCE(net_alloc)
#define net_cleanup_queue NET_INSTANCE(net_cleanup_queue)
#define net_cleanup_start NET_INSTANCE(net_cleanup_start)
#define net_cleanup_stop NET_INSTANCE(net_cleanup_stop)
#define net_counters_sum NET_INSTANCE(net_counters_sum)
#define net_debug_drain_sees NET_INSTANCE(net_debug_drain_sees)
#define net_debug_event NET_INSTANCE(net_debug_event)
#define net_debug_grace_period NET_INSTANCE(net_debug_grace_period)
#define net_debug_install NET_INSTANCE(net_debug_install)
#define net_debug_is_watched NET_INSTANCE(net_debug_is_watched)
#define net_debug_list_changed NET_INSTANCE(net_debug_list_changed)
#define net_debug_list_version NET_INSTANCE(net_debug_list_version)
#define net_debug_touch NET_INSTANCE(net_debug_touch)
#define net_debug_wait NET_INSTANCE(net_debug_wait)
#define net_defer NET_INSTANCE(net_defer)
#define net_deferred_done NET_INSTANCE(net_deferred_done)
#define net_device_count NET_INSTANCE(net_device_count)
#define net_exchange_drop_all NET_INSTANCE(net_exchange_drop_all)
#define net_exchange_drop_batches NET_INSTANCE(net_exchange_drop_batches)
#define net_exchange_free NET_INSTANCE(net_exchange_free)
#define net_exchange_give NET_INSTANCE(net_exchange_give)
#define net_exchange_has_room NET_INSTANCE(net_exchange_has_room)
#define net_exchange_new NET_INSTANCE(net_exchange_new)
#define net_exchange_wait NET_INSTANCE(net_exchange_wait)
#define net_free NET_INSTANCE(net_free)
#define net_grace_period_done NET_INSTANCE(net_grace_period_done)
#define net_grace_period_samples NET_INSTANCE(net_grace_period_samples)
#define net_installed NET_INSTANCE(net_installed)
#define net_is_cleanup_worker NET_INSTANCE(net_is_cleanup_worker)
#define net_is_linked NET_INSTANCE(net_is_linked)
#define net_is_set_up NET_INSTANCE(net_is_set_up)
#define net_is_usable NET_INSTANCE(net_is_usable)
#define net_law_breaks NET_INSTANCE(net_law_breaks)
#define net_law_check NET_INSTANCE(net_law_check)
#define net_law_checks NET_INSTANCE(net_law_checks)
#define net_law_name NET_INSTANCE(net_law_name)
#define net_law_text NET_INSTANCE(net_law_text)
#define net_life NET_INSTANCE(net_life)
#define net_life_lock NET_INSTANCE(net_life_lock)
#define net_life_lock_shared NET_INSTANCE(net_life_lock_shared)
#define net_life_unlock NET_INSTANCE(net_life_unlock)
#define net_life_unlock_shared NET_INSTANCE(net_life_unlock_shared)
#define net_list_add NET_INSTANCE(net_list_add)
#define net_list_add_old_rule NET_INSTANCE(net_list_add_old_rule)
#define net_list_add_rwsem NET_INSTANCE(net_list_add_rwsem)
#define net_list_check NET_INSTANCE(net_list_check)
#define net_list_copy NET_INSTANCE(net_list_copy)
#define net_list_del NET_INSTANCE(net_list_del)
#define net_list_del_old_rule NET_INSTANCE(net_list_del_old_rule)
#define net_list_del_rwsem NET_INSTANCE(net_list_del_rwsem)
#define net_list_mutex NET_INSTANCE(net_list_mutex)
#define net_list_stable NET_INSTANCE(net_list_stable)
#define net_lockdep_acquire NET_INSTANCE(net_lockdep_acquire)
#define net_lockdep_acquire_net NET_INSTANCE(net_lockdep_acquire_net)
#define net_lockdep_grace_period NET_INSTANCE(net_lockdep_grace_period)
#define net_lockdep_holds NET_INSTANCE(net_lockdep_holds)
#define net_lockdep_name NET_INSTANCE(net_lockdep_name)
#define net_lockdep_put_begins NET_INSTANCE(net_lockdep_put_begins)
#define net_lockdep_put_ends NET_INSTANCE(net_lockdep_put_ends)
#define net_lockdep_read_begin NET_INSTANCE(net_lockdep_read_begin)
#define net_lockdep_read_end NET_INSTANCE(net_lockdep_read_end)
#define net_lockdep_release NET_INSTANCE(net_lockdep_release)
#define net_lockdep_reset NET_INSTANCE(net_lockdep_reset)
#define net_lockdep_spin NET_INSTANCE(net_lockdep_spin)
#define net_lockdep_thread_ends NET_INSTANCE(net_lockdep_thread_ends)
#define net_lockdep_tried NET_INSTANCE(net_lockdep_tried)
#define net_memory_begin NET_INSTANCE(net_memory_begin)
#define net_memory_end NET_INSTANCE(net_memory_end)
#define net_mutex NET_INSTANCE(net_mutex)
#define net_namespace_list NET_INSTANCE(net_namespace_list)
#define net_ns_exit NET_INSTANCE(net_ns_exit)
#define net_ns_init NET_INSTANCE(net_ns_init)
#define net_ns_populate NET_INSTANCE(net_ns_populate)
#define net_ns_quiesce NET_INSTANCE(net_ns_quiesce)
#define net_ns_variant NET_INSTANCE(net_ns_variant)
#define net_ns_wait_for_cleanup NET_INSTANCE(net_ns_wait_for_cleanup)
#define net_ns_wait_for_credit NET_INSTANCE(net_ns_wait_for_credit)
#define net_passive_get NET_INSTANCE(net_passive_get)
#define net_passive_put NET_INSTANCE(net_passive_put)
#define net_perturb NET_INSTANCE(net_perturb)
#define net_perturb_install NET_INSTANCE(net_perturb_install)
#define net_registrar_free NET_INSTANCE(net_registrar_free)
#define net_registrar_make NET_INSTANCE(net_registrar_make)
#define net_release_memory NET_INSTANCE(net_release_memory)
#define net_rwsem NET_INSTANCE(net_rwsem)
#define net_self NET_INSTANCE(net_self)
#define net_sequence_now NET_INSTANCE(net_sequence_now)
#define net_slab_alloc NET_INSTANCE(net_slab_alloc)
#define net_slab_begin NET_INSTANCE(net_slab_begin)
#define net_slab_end NET_INSTANCE(net_slab_end)
#define net_slab_free NET_INSTANCE(net_slab_free)
#define net_state_edge NET_INSTANCE(net_state_edge)
#define net_thread_register NET_INSTANCE(net_thread_register)
#define net_thread_unregister NET_INSTANCE(net_thread_unregister)
#define net_threads_reset NET_INSTANCE(net_threads_reset)
#define net_todo_list NET_INSTANCE(net_todo_list)
#define net_todo_run_mutex NET_INSTANCE(net_todo_run_mutex)
#define net_variant_at NET_INSTANCE(net_variant_at)
#define net_variant_count NET_INSTANCE(net_variant_count)
#define net_variant_per_net_rtnl_alone NET_INSTANCE(net_variant_per_net_rtnl_alone)
#define net_wait_for_deferred NET_INSTANCE(net_wait_for_deferred)
#define net_world NET_INSTANCE(net_world)
#define net_world_counters_read NET_INSTANCE(net_world_counters_read)
#define net_world_options NET_INSTANCE(net_world_options)
#define netdev_call_chain NET_INSTANCE(netdev_call_chain)
#define netdev_finish_todo NET_INSTANCE(netdev_finish_todo)
#define netdev_run_todo NET_INSTANCE(netdev_run_todo)
#define netdev_todo_take NET_INSTANCE(netdev_todo_take)
#define pernet_init NET_INSTANCE(pernet_init)
#define pernet_ops_rwsem NET_INSTANCE(pernet_ops_rwsem)
#define pernet_setup NET_INSTANCE(pernet_setup)
#define pernet_teardown NET_INSTANCE(pernet_teardown)
#define put_net NET_INSTANCE(put_net)
#define register_netdevice NET_INSTANCE(register_netdevice)
#define register_netdevice_notifier NET_INSTANCE(register_netdevice_notifier)
#define register_pernet_subsys NET_INSTANCE(register_pernet_subsys)
#define rtnetlink_net_ops NET_INSTANCE(rtnetlink_net_ops)
#define rtnetlink_rcv NET_INSTANCE(rtnetlink_rcv)
#define rtnl_enqueue NET_INSTANCE(rtnl_enqueue)
#define rtnl_handle NET_INSTANCE(rtnl_handle)
#define rtnl_mutex NET_INSTANCE(rtnl_mutex)
#define rtnl_mutex_node NET_INSTANCE(rtnl_mutex_node)
#define rtnl_net_mutex_lock NET_INSTANCE(rtnl_net_mutex_lock)
#define rtnl_net_mutex_lock_two NET_INSTANCE(rtnl_net_mutex_lock_two)
#define rtnl_net_mutex_unlock NET_INSTANCE(rtnl_net_mutex_unlock)
#define rtnl_net_mutex_unlock_two NET_INSTANCE(rtnl_net_mutex_unlock_two)
#define rtnl_receive_locked NET_INSTANCE(rtnl_receive_locked)
#define rtnl_send NET_INSTANCE(rtnl_send)
#define rtnl_send_two NET_INSTANCE(rtnl_send_two)
#define rtnl_stranded NET_INSTANCE(rtnl_stranded)
#define rtnl_unlock NET_INSTANCE(rtnl_unlock)
#define rtnl_unlock_todo NET_INSTANCE(rtnl_unlock_todo)
#define unregister_netdevice NET_INSTANCE(unregister_netdevice)
#define unregister_netdevice_notifier NET_INSTANCE(unregister_netdevice_notifier)
#define unregister_pernet_subsys NET_INSTANCE(unregister_pernet_subsys)
#endif

#endif
