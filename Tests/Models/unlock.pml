/*
 * Receiving, and rtnl_unlock() of each protocol: rtnetlink.c, variants/retry_body.h, rtnl_resume.c,
 * net_list_mutex.c, rcu_body.h. Entered with rtnl held, left without it.
 */

/* What every process that releases rtnl needs. All of it is back to its first value when the lock is gone. */
#define UNLOCK_LOCALS byte net, held, limit, m, budget; bool pending, taken

/* One request, under rtnl. A handler that loads a module drops rtnl and waits for net_mutex. */
inline handle(net, m)
{
	atomic {
		use(net);
		message_edge(m, HANDLED);
		m = 0
	}
#ifdef HANDLER_LOADS_MODULE
	mutex_unlock(rtnl_mutex);
	mutex_lock(net_mutex);
	mutex_unlock(net_mutex);
	mutex_lock(rtnl_mutex)
#endif
}

/* At most the requests that are queued at entry. */
inline rtnl_receive_locked(net)
{
#ifdef BUDGET_OF_ONE
	d_step { use(net); budget = 1 }
#else
	d_step { use(net); budget = len(queue[net]) }
#endif
	do
	:: budget == 0 -> break
	:: budget > 0 ->
#ifdef RECEIVE_WITHOUT_RTNL
		atomic {
			if
			:: nempty(queue[net]) -> queue[net]?<m>
			:: empty(queue[net]) -> break
			fi
		}
		handle(net, m);
		atomic {
			if
			:: nempty(queue[net]) -> queue[net]?_
			:: empty(queue[net])
			fi;
			budget--
		}
#else
		atomic {
			if
			:: nempty(queue[net]) -> queue[net]?m
			:: empty(queue[net]) -> budget = 0; break
			fi;
#ifdef NO_BUDGET
			budget = 1;
#else
			budget--;
#endif
			handle(net, m)
		}
#endif
	od;
	budget = 0
}

inline rtnetlink_rcv(net)
{
#ifdef RECEIVE_WITHOUT_RTNL
	rtnl_receive_locked(net)
#else
	mutex_lock(rtnl_mutex);
	rtnl_receive_locked(net);
	mutex_unlock(rtnl_mutex)
#endif
}

/* net_rtnl() and rtnl_qlen(): a look without the queue's lock. */
inline look(net)
{
	d_step { use(net); pending = (len(queue[net]) > 0) }
}

inline next_net(net)
{
	d_step { use(net); net = next[net] }
}

#if PROTOCOL == RETRY
/* Takes a namespace that was seen with a request: the seed blindly, its mended form if it is not dying. */
inline take_net(net)
{
#ifdef INC_NOT_ZERO
	maybe_get_net(net, pending)
#else
	get_net(net)
#endif
}

inline drain_unlock()
{
	net = next[HEAD];
	do
	:: net == HEAD -> break
	:: net != HEAD ->
		look(net);
		if
		:: pending -> take_net(net)
		:: else
		fi;
		if
		:: !pending -> next_net(net)
		:: pending ->
			mutex_unlock(rtnl_mutex);
			look(net);
			if
			:: pending -> rtnetlink_rcv(net); pending = false
			:: else
			fi;
#ifdef PUT_OUTSIDE_RTNL
			put_net(net);
			mutex_lock(rtnl_mutex);
#else
			mutex_lock(rtnl_mutex);
			put_net(net);
#endif
#ifdef CONTINUES_FROM_NEXT
			next_net(net)
#else
			net = next[HEAD] /* goto retry */
#endif
		fi
	od;
	atomic { net = 0; mutex_unlock(rtnl_mutex) }
}
#endif

#if PROTOCOL == SYNC
/* Nothing waits: each sender handles its own. */
inline drain_unlock()
{
	mutex_unlock(rtnl_mutex)
}
#endif

#if PROTOCOL == RESUME
inline take_net(net)
{
#ifdef PLAIN_GET
	get_net(net)
#else
	maybe_get_net(net, pending)
#endif
}

/* One pass under rtnl, left for each receive. The held reference keeps the cursor on the list until its next is read. */
inline drain_unlock()
{
	atomic { limit = sequence; held = NONE };
	net = next[HEAD];
	do
	:: atomic {
		(net == HEAD || net >= limit) ->
#ifdef NO_CREATION_LIMIT
		CHECK(pass_is_bounded, net == HEAD);
#endif
		break }
	:: net != HEAD && net < limit ->
		look(net);
		if
		:: pending -> take_net(net)
		:: else
		fi;
		if
		:: pending ->
			pending = false;
			mutex_unlock(rtnl_mutex);
			if
			:: held != NONE -> put_net(held); held = NONE
			:: else
			fi;
			rtnetlink_rcv(net);
#ifdef PUT_BEFORE_NEXT
			put_net(net);
#else
			held = net;
#endif
			mutex_lock(rtnl_mutex)
		:: else
		fi;
		next_net(net)
	od;
	atomic { net = 0; limit = 0; mutex_unlock(rtnl_mutex) };
#ifndef FORGETS_LAST_PUT
	if
	:: held != NONE -> put_net(held)
	:: else
	fi;
#endif
	held = 0
}
#endif

#if PROTOCOL == LIST_MUTEX
inline drain_unlock()
{
	mutex_unlock(rtnl_mutex);
	mutex_lock(net_list_mutex);
	net = next[HEAD];
	do
	:: net == HEAD -> break
	:: net != HEAD ->
		look(net);
		if
		:: pending -> rtnetlink_rcv(net); pending = false
		:: else
		fi;
		next_net(net)
	od;
	atomic { net = 0; mutex_unlock(net_list_mutex) }
}
#endif

#if PROTOCOL == RCU
/* Between two sections: receives, and holds the namespace so that it stays linked until its next is found. */
inline receive_between_sections()
{
#ifndef RECEIVES_IN_SECTION
	rcu_read_unlock();
#endif
	if
	:: held != NONE -> put_net(held); held = NONE
	:: else
	fi;
	rtnetlink_rcv(net);
#if defined(PUT_BEFORE_NEW_SECTION)
	put_net(net);
	rcu_read_lock();
	next_net(net)
#elif defined(NEXT_AFTER_PUT)
	put_net(net);
	next_net(net);
	rcu_read_lock()
#elif defined(NEXT_BEFORE_NEW_SECTION)
	held = net;
	next_net(net);
	rcu_read_lock()
#elif defined(PUT_IN_NEW_SECTION)
	rcu_read_lock();
	put_net(net);
	next_net(net)
#else
	held = net;
#ifndef RECEIVES_IN_SECTION
	rcu_read_lock();
#endif
	next_net(net)
#endif
}

/* One pass. What is newer than limit has its own sender. */
inline drain_unlock()
{
	mutex_unlock(rtnl_mutex);
	atomic { limit = sequence; held = NONE };
	rcu_read_lock();
	net = next[HEAD];
	do
	:: atomic {
		(net == HEAD || net >= limit) ->
#ifdef NO_CREATION_LIMIT
		CHECK(pass_is_bounded, net == HEAD);
#endif
		break }
	:: net != HEAD && net < limit ->
		look(net);
		if
		:: pending -> maybe_get_net(net, pending)
		:: else
		fi;
		if
		:: pending -> receive_between_sections(); pending = false
		:: else -> next_net(net)
		fi
	od;
	atomic { net = 0; limit = 0; rcu_read_unlock() };
#ifndef FORGETS_LAST_PUT
	if
	:: held != NONE -> put_net(held)
	:: else
	fi;
#endif
	held = 0
}
#endif
