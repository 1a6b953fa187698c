/*
 * pending_queue: who sends says which namespace has something, and rtnl_unlock() walks nothing. The
 * protocol is in pending_queue.pml; here are the roles. What is and is not modelled: docs/models.md.
 *
 * Bounds:  NETS UNLOCKERS SENDERS (per namespace) REQUESTS (per sender; ONLY_FIRST_REPEATS: the others send one)
 * Senders: MODE=TRYLOCK BLOCKING MIXED; SENDERS_RELEASE_PLAINLY: they look and hand over, they do not drain; ENDLESS
 * Owners:  OWNERS_KEEP; otherwise each keeps its namespace or drops it, at any time
 * Drain:   CAP (of a budget), REARM_OUTSIDE, NO_LOOK_AT_END, PLAIN_DOES_NOT_LOOK: what it may leave out; the rest are defects
 */
#define BLOCKING 1
#define TRYLOCK 2
#define MIXED 3 /* every other one blocks, the rest try */

#ifndef MODE
#define MODE TRYLOCK
#endif
#ifndef NETS
#define NETS 1
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
#ifdef ONLY_FIRST_REPEATS
#define REQUESTS_OF(net) (net == 0 -> REQUESTS : 1)
#else
#define REQUESTS_OF(net) REQUESTS
#endif
#define MESSAGES (NETS * SENDERS * REQUESTS)

#include "properties.pml"
#include "pending_queue.pml"

bool in_unlock, cleanup_is_busy, drain_is_busy;

inline purge(net)
{
	atomic {
		state[net] = EXITED; /* the socket is dead, under its queue's lock */
		do
		:: nempty(queue[net]) -> queue[net]?m; CHECK(handled_once, message[m] == QUEUED); message[m] = PURGED
		:: empty(queue[net]) -> break
		od;
		m = 0
	}
}

/* cleanup_net() */
proctype cleanup_worker()
{
	UNLOCK_LOCALS;
	byte victim;

end_idle:
	do
	:: atomic { cleanup_list?victim -> cleanup_is_busy = true };
		rtnl_lock();
		drain_unlock();
		purge(victim);
		passive_put(victim);
		atomic { victim = 0; cleanup_is_busy = false }
	od
}

/* The hand-off's end: takes rtnl and releases it. */
proctype drain_worker()
{
	UNLOCK_LOCALS;

end_idle:
	do
#ifdef KICK_CLEARED_LATE
	:: atomic { kicked -> drain_is_busy = true };
#else
	:: atomic { kicked -> kicked = false; drain_is_busy = true };
#endif
		rtnl_lock();
		drain_unlock();
#ifdef KICK_CLEARED_LATE
		kicked = false;
#endif
		drain_is_busy = false
	od
}

proctype owner(byte mine)
{
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

	rtnl_lock();
	in_unlock = true;
	drain_unlock();
	in_unlock = false
}

proctype sender(byte target; byte mine)
{
	UNLOCK_LOCALS;
	byte sent;

	do
#ifdef ENDLESS
	:: message[mine] != QUEUED ->
#else
	:: sent == REQUESTS_OF(target) -> break
	:: sent < REQUESTS_OF(target) ->
#endif
#ifdef TESTS_BEFORE_APPENDING
		taken = pending[target];
#endif
		rtnl_enqueue(target, mine + sent);
#ifdef TESTS_BEFORE_APPENDING
		if
		:: taken -> taken = false
		:: else -> arm(target)
		fi;
#else
		arm(target);
#endif
#if MODE == TRYLOCK
		rtnl_trylock(taken);
#elif MODE == BLOCKING
		rtnl_lock();
		taken = true;
#else
		if
		:: mine % 2 == 0 -> rtnl_lock(); taken = true
		:: else -> rtnl_trylock(taken)
		fi;
#endif
		if
		:: taken ->
			taken = false;
			rtnl_receive_locked(target);
#ifdef SENDERS_RELEASE_PLAINLY
			plain_unlock();
#else
			drain_unlock();
#endif
#if MODE == BLOCKING
			CHECK(send_completes, message[mine + sent] != QUEUED);
#elif MODE == MIXED
			CHECK(send_completes, message[mine + sent] != QUEUED || mine % 2 == 1);
#endif
		:: else
		fi;
#ifndef ENDLESS
		sent++
#endif
	od;
	put_net(target)
}

/* Everything that must be true once nobody runs any more. */
inline check_quiescence()
{
	d_step {
		m = 0;
		do
		:: m < MESSAGES ->
			CHECK(no_lost_request, message[m] == HANDLED || message[m] == PURGED || (message[m] == IDLE && REQUESTS > 1 && m % REQUESTS >= REQUESTS_OF(m / (SENDERS * REQUESTS))));
			m++
		:: else -> break
		od;
		net = 0;
		do
		:: net < NETS ->
			CHECK(no_lost_request, len(queue[net]) == 0);
			CHECK(references_balance, count[net] == kept[net] && passive[net] == kept[net] + on_stack[net]);
			CHECK(references_balance, pending[net] == on_stack[net]);
			CHECK(references_balance, kept[net] -> state[net] == LIVE : state[net] == (on_stack[net] -> EXITED : FREED));
			net++
		:: else -> break
		od;
#ifndef SENDERS_RELEASE_PLAINLY
		CHECK(references_balance, head == NIL)
#else
		skip
#endif
	}
}

#ifdef LIVENESS
ltl unlock_ends { [] (in_unlock -> <> !in_unlock) }
#endif

init
{
	byte net, m;

	atomic {
		run cleanup_worker();
		run drain_worker();
		do
		:: net < NETS ->
			count[net] = 1;
			passive[net] = 1;
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
		:: net < UNLOCKERS -> run unlocker(); net++
		:: else -> break
		od;
		net = 0;
		m = 0
	}
#ifndef ENDLESS
	atomic {
		_nr_pr == 4 && !kicked && !cleanup_is_busy && !drain_is_busy && empty(cleanup_list) -> check_quiescence()
	}
#endif
}
