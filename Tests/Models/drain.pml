/*
 * The drain of rtnl_unlock(), at the level of locks, sequentially consistent. What is and is not
 * modelled: docs/models.md. Each step is named after the C function that it stands for.
 *
 * Bounds:   NETS CREATORS UNLOCKERS SENDERS (per namespace) REQUESTS (per sender)
 * Protocol: PROTOCOL=RETRY LIST_MUTEX RCU RESUME SYNC; BATCH: one grace period for all that are dying
 * Senders:  MODE=BLOCKING, TRYLOCK, SYNCHRONOUS, MIXED (every other one synchronous, the rest block); LEAVES_HALF_READ, ENDLESS
 * Readers:  READER=UNDER_RTNL UNDER_NET_MUTEX UNDER_LIST_MUTEX IN_SECTION, and the wrong ones below
 * Owners:   OWNERS_KEEP; otherwise each keeps its namespace or drops it, at any time
 * Defects:  the switches tested by #ifdef, each at its place
 */
#define RETRY 1
#define LIST_MUTEX 2
#define RCU 3
#define RESUME 4
#define SYNC 5
#define BLOCKING 1
#define TRYLOCK 2
#define MIXED 3
#define SYNCHRONOUS 4
#define UNDER_RTNL 1
#define UNDER_NET_MUTEX 2
#define UNDER_LIST_MUTEX 3
#define IN_SECTION 4
#define RTNL_THEN_LIST_MUTEX 5
#define RTNL_THEN_NET_MUTEX 6
#define SECTION_THEN_RTNL 7

#ifndef PROTOCOL
#define PROTOCOL RETRY
#endif
#ifndef MODE
#define MODE BLOCKING
#endif
#ifndef NETS
#define NETS 1
#endif
#ifndef CREATORS
#define CREATORS 0
#endif
#ifndef UNLOCKERS
#define UNLOCKERS 1
#endif
#ifndef SENDERS
#define SENDERS 1
#endif
#ifndef REQUESTS
#define REQUESTS 1
#endif

#include "properties.pml"
#include "locks.pml"
#include "namespaces.pml"
#include "unlock.pml"

bool in_unlock, worker_is_busy;

/* ---- changing the list: list_add_rule(), list_del_rule() ---- */

inline list_add_rule(new)
{
#if PROTOCOL == LIST_MUTEX
	mutex_lock(net_list_mutex);
	list_add_tail(new);
	mutex_unlock(net_list_mutex)
#else
	mutex_lock(rtnl_mutex);
	list_add_tail(new);
	drain_unlock()
#endif
}

inline list_del_rule(victim)
{
#if PROTOCOL == LIST_MUTEX
	mutex_lock(net_list_mutex);
	list_del(victim);
	mutex_unlock(net_list_mutex)
#elif defined(UNLINK_WITHOUT_LOCK)
	list_del(victim)
#elif defined(GRACE_PERIOD_UNDER_RTNL)
	mutex_lock(rtnl_mutex);
	list_del(victim);
	synchronize_rcu();
	drain_unlock()
#else
	mutex_lock(rtnl_mutex);
	list_del(victim);
	drain_unlock()
#if PROTOCOL == RCU && !defined(NO_GRACE_PERIOD)
	; synchronize_rcu()
#endif
#endif
}

/* ---- roles ---- */

#ifdef BATCH
chan batch = [ALL + 1] of { byte };

/* All that are dying by now. Wrong on purpose: a copy, and the list is emptied when the batch is done. */
inline take_batch()
{
	m = len(cleanup_list);
	do
	:: m > 0 ->
		cleanup_list?victim;
		batch!victim;
#ifdef BATCH_FORGETS_LATER
		cleanup_list!victim;
#endif
		m--
	:: else -> break
	od
}

/* Every namespace of the batch once, from the first to the last. */
#define FOR_BATCH(step) m = len(batch); do :: m > 0 -> batch?victim; step; batch!victim; m-- :: m == 0 -> break od

/* cleanup_net() of 2b035b39: unlinks all, one grace period for all, exits, and frees outside net_mutex. */
proctype cleanup_worker()
{
	UNLOCK_LOCALS;
	byte victim, i;

end_idle:
	do
	:: atomic { nempty(cleanup_list) -> worker_is_busy = true; take_batch() };
		mutex_lock(net_mutex);
		mutex_lock(rtnl_mutex);
		atomic { FOR_BATCH(list_del(victim)) };
		drain_unlock();
#ifndef NO_GRACE_PERIOD
		synchronize_rcu();
#endif
		i = len(batch);
		do
		:: i > 0 -> batch?victim; pernet_exit(victim); batch!victim; i--
		:: i == 0 -> break
		od;
		mutex_unlock(net_mutex);
		atomic {
			do
			:: nempty(batch) -> batch?victim; net_free(victim)
			:: empty(batch) -> break
			od;
#ifdef BATCH_FORGETS_LATER
			do
			:: nempty(cleanup_list) -> cleanup_list?_
			:: empty(cleanup_list) -> break
			od;
#endif
			victim = 0;
			worker_is_busy = false
		}
	od
}
#else
/* cleanup_main() and cleanup_net(): one worker destroys, so that no put_net() does. */
proctype cleanup_worker()
{
	UNLOCK_LOCALS;
	byte victim;

end_idle:
	do
	:: atomic { cleanup_list?victim -> worker_is_busy = true };
		mutex_lock(net_mutex);
		list_del_rule(victim);
#if PROTOCOL == LIST_MUTEX || defined(LOOPBACK)
		mutex_lock(rtnl_mutex); /* loopback_net_exit(): a draining unlock inside net_mutex */
		drain_unlock();
#endif
		pernet_exit(victim);
		mutex_unlock(net_mutex);
		atomic { net_free(victim); victim = 0; worker_is_busy = false }
	od
}

#endif

/* copy_net_ns(), and the owner's put_net() of what it made. */
proctype creator(byte new)
{
	UNLOCK_LOCALS;

	mutex_lock(net_mutex);
	count[new] = 1;
	list_add_rule(new);
	mutex_unlock(net_mutex);
	put_net(new)
}

proctype owner(byte mine)
{
	byte m;

#ifdef OWNERS_KEEP
	kept[mine] = true
#else
	if
	:: put_net(mine)
	:: kept[mine] = true
	fi
#endif
}

proctype unlocker()
{
	UNLOCK_LOCALS;

	mutex_lock(rtnl_mutex);
	in_unlock = true;
	drain_unlock();
	in_unlock = false
}

/* rtnl_send() as often as asked, with a reference that is dropped at the end. */
proctype sender(byte target; byte mine)
{
	UNLOCK_LOCALS;
	byte sent;

	do
#ifdef ENDLESS
	:: message[mine] != QUEUED ->
#else
	:: sent == REQUESTS -> break
	:: sent < REQUESTS ->
#endif
#if MODE == MIXED || MODE == SYNCHRONOUS
		if
		:: MODE == SYNCHRONOUS || mine % 2 == 0 -> /* send_synchronous() */
			mutex_lock(rtnl_mutex);
			atomic { use(target); message[mine + sent] = HANDLED; sent++ };
			drain_unlock();
			goto next_request
		:: else
		fi;
#endif
		rtnl_enqueue(target, mine + sent);
#if MODE == TRYLOCK
		mutex_trylock(rtnl_mutex, taken);
		if
		:: taken -> taken = false; rtnl_receive_locked(target); mutex_unlock(rtnl_mutex)
		:: else
		fi;
#elif defined(LEAVES_HALF_READ)
		/* A dump that is interrupted: it reads the first part, and what is left stays at the front. */
		mutex_lock(rtnl_mutex);
		mutex_unlock(rtnl_mutex);
#else
		rtnetlink_rcv(target);
		CHECK(send_completes, message[mine + sent] != QUEUED);
#endif
#ifndef ENDLESS
		sent++;
#endif
#if MODE == MIXED || MODE == SYNCHRONOUS
next_request:
		skip;
#endif
	od;
	put_net(target)
}

#ifdef READER
/* for_each_net() under one lock; register_netdevice_notifier() is the one under rtnl. */
proctype reader()
{
	UNLOCK_LOCALS;

#if READER == UNDER_NET_MUTEX
	mutex_lock(net_mutex);
#elif READER == UNDER_LIST_MUTEX
	mutex_lock(net_list_mutex);
#elif READER == IN_SECTION
	rcu_read_lock();
#elif READER == SECTION_THEN_RTNL
	rcu_read_lock();
	mutex_lock(rtnl_mutex);
#else
	mutex_lock(rtnl_mutex);
#endif
#if READER == RTNL_THEN_LIST_MUTEX
	mutex_lock(net_list_mutex);
#elif READER == RTNL_THEN_NET_MUTEX
	mutex_lock(net_mutex);
#endif
	net = next[HEAD];
	do
	:: net == HEAD -> break
	:: atomic { net != HEAD ->
#if READER != IN_SECTION && READER != SECTION_THEN_RTNL
		CHECK(walks_linked_only, state[net] == LIVE || state[net] == DYING);
#endif
		next_net(net) }
	od;
	net = 0;
#if READER == UNDER_NET_MUTEX || READER == RTNL_THEN_NET_MUTEX
	mutex_unlock(net_mutex);
#elif READER == UNDER_LIST_MUTEX || READER == RTNL_THEN_LIST_MUTEX
	mutex_unlock(net_list_mutex);
#endif
#if READER == SECTION_THEN_RTNL
	mutex_unlock(rtnl_mutex);
#elif READER == UNDER_RTNL || READER == RTNL_THEN_LIST_MUTEX || READER == RTNL_THEN_NET_MUTEX
	drain_unlock();
#endif
#if READER == IN_SECTION || READER == SECTION_THEN_RTNL
	rcu_read_unlock();
#endif
}
#endif

#ifdef LIVENESS
/* Who unlocks comes back. Under weak fairness: a process that can always run does run. */
ltl unlock_ends { [] (in_unlock -> <> !in_unlock) }
#endif

init
{
	byte net, m;

	atomic {
		next[HEAD] = HEAD;
		prev[HEAD] = HEAD;
		run cleanup_worker();
		do
		:: net < NETS ->
			list_add_tail(net);
			count[net] = 1;
			run owner(net);
			m = 0;
			do
			:: m < SENDERS ->
				count[net]++;
				run sender(net, (net * SENDERS + m) * REQUESTS);
				m++
			:: else -> break
			od;
			net++
		:: else -> break
		od;
		net = 0;
		do
		:: net < CREATORS -> run creator(NETS + net); net++
		:: else -> break
		od;
		net = 0;
		do
		:: net < UNLOCKERS -> run unlocker(); net++
		:: else -> break
		od;
#ifdef READER
		run reader();
#endif
		net = 0;
		m = 0
	}
#ifndef ENDLESS
	atomic {
		_nr_pr == 2 && !worker_is_busy && empty(cleanup_list) -> check_quiescence()
	}
#endif
}
