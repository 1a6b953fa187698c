/*
 * net_rwsem and pernet_ops_rwsem (4.17): creating, destroying in batches by one worker, replay, iteration.
 * A namespace has one device, which its init registers under rtnl and its exit unregisters. A waiting
 * writer blocks new readers, as in the kernel and by PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP.
 *
 * Bounds: CREATORS, NOTIFIERS (0 or 1), READERS (under net_rwsem), SECTIONS (under RCU); namespace 0 is init_net.
 */
#ifndef CREATORS
#define CREATORS 2
#endif
#ifndef NOTIFIERS
#define NOTIFIERS 1
#endif
#ifndef READERS
#define READERS 0
#endif
#ifndef SECTIONS
#define SECTIONS 0
#endif
#define NETS (CREATORS + 1)

#define NEW 0
#define LIVE 1
#define DYING 2
#define UNLINKED 3
#define EXITED 4
#define FREED 5

#include "properties.pml"
#include "locks.pml"

byte state[NETS];
bool linked[NETS], device[NETS];
bool notifier, told[NETS]; /* whether the notifier is registered, and thinks that the device exists */
bool dying[NETS], kicked, worker_is_busy;
byte stacked; /* namespaces on the lock-free stack */

/* ---- the two semaphores ---- */
typedef rwsem { byte readers; byte waiting; bool writer };
rwsem net_rwsem, pernet_ops_rwsem;

inline down_read(sem) { atomic { !sem.writer && sem.waiting == 0 -> sem.readers++ } }
inline up_read(sem) { sem.readers-- }
inline down_write(sem)
{
	sem.waiting++;
	atomic { !sem.writer && sem.readers == 0 -> sem.waiting--; sem.writer = true }
}
inline up_write(sem) { sem.writer = false }

/* ---- the notifier ---- */
inline tell(net, exists)
{
	CHECK(replay_balance, told[net] != exists);
	told[net] = exists
}

/* register_netdevice(), unregister_netdevice() */
inline set_device(net, exists)
{
	mutex_lock(rtnl_mutex);
	d_step {
		device[net] = exists;
		if
		:: notifier -> tell(net, exists)
		:: else
		fi
	};
	mutex_unlock(rtnl_mutex)
}

inline replay(exists)
{
#ifndef REPLAY_WITHOUT_OPS_LOCK
	down_write(pernet_ops_rwsem);
#endif
	mutex_lock(rtnl_mutex);
	notifier = exists;
	net = 0;
	do
	:: net < NETS ->
		d_step {
			if
			:: linked[net] && device[net] -> tell(net, exists)
			:: else
			fi
		};
		net++
	:: else -> break
	od;
	net = 0;
	mutex_unlock(rtnl_mutex);
#ifndef REPLAY_WITHOUT_OPS_LOCK
	up_write(pernet_ops_rwsem)
#else
	skip
#endif
}

/* register_netdevice_notifier() and its undoing */
proctype notifies()
{
	byte net;

	replay(true);
	replay(false)
}

/* ---- a namespace's life ---- */

/* The last put_net(): a push that found the stack empty kicks the worker. */
inline last_put(net)
{
#ifdef KICK_BEFORE_PUSH
	if
	:: stacked == 0 -> kicked = true
	:: else
	fi;
	d_step { state[net] = DYING; dying[net] = true; stacked++ }
#else
	d_step {
		state[net] = DYING;
		dying[net] = true;
		was_empty = (stacked == 0);
		stacked++
	};
	if
	:: was_empty -> kicked = true
	:: else
	fi
#endif
}

proctype creator(byte net)
{
	bool was_empty;

	down_read(pernet_ops_rwsem);
	set_device(net, true);
	down_write(net_rwsem);
	d_step { linked[net] = true; state[net] = LIVE };
	up_write(net_rwsem);
	up_read(pernet_ops_rwsem);
	last_put(net)
}

#define FOR_BATCH(step) net = 0; do :: net < NETS -> if :: batch[net] -> step :: else fi; net++ :: else -> break od; net = 0

/* cleanup_net() */
proctype cleanup_worker()
{
	byte net;
	bool batch[NETS];

end_idle:
	do
	:: atomic { kicked -> kicked = false; worker_is_busy = true };
		d_step {
			net = 0;
			do
			:: net < NETS -> batch[net] = dying[net]; dying[net] = false; net++
			:: else -> break
			od;
			stacked = 0;
			net = 0
		};
		down_read(pernet_ops_rwsem);
		down_write(net_rwsem);
		FOR_BATCH(d_step { CHECK(destroyed_once, state[net] == DYING); linked[net] = false; state[net] = UNLINKED });
		up_write(net_rwsem);
#ifndef NO_GRACE_PERIOD
		synchronize_rcu();
#endif
		FOR_BATCH(set_device(net, false); state[net] = EXITED);
		up_read(pernet_ops_rwsem);
		d_step { FOR_BATCH(CHECK(destroyed_once, state[net] == EXITED); state[net] = FREED; batch[net] = false) };
		worker_is_busy = false
	od
}

/* ---- iteration ---- */

inline walk(property, condition)
{
	net = 0;
	do
	:: net < NETS ->
		if
		:: linked[net] -> at = net; CHECK(property, condition)
		:: else
		fi;
		net++
	:: else -> break
	od;
	net = 0;
	at = 0
}

/* for_each_net() where the body may sleep; every other one under rtnl as well. */
proctype reader(bool under_rtnl)
{
	byte net, at;

	if
	:: under_rtnl -> mutex_lock(rtnl_mutex)
	:: else
	fi;
	down_read(net_rwsem);
#ifdef RECURSIVE_READ
	down_read(net_rwsem);
#endif
	walk(walks_linked_only, state[at] == LIVE || state[at] == DYING);
#ifdef RECURSIVE_READ
	up_read(net_rwsem);
#endif
#ifdef INVERSION
	if
	:: !under_rtnl -> mutex_lock(rtnl_mutex); mutex_unlock(rtnl_mutex)
	:: else
	fi;
#endif
	up_read(net_rwsem);
	if
	:: under_rtnl -> mutex_unlock(rtnl_mutex)
	:: else
	fi
}

/* for_each_net_rcu(): stands on a namespace that was linked when it was found. */
proctype section()
{
	byte net, at;

	rcu_read_lock();
	do
	:: net < NETS ->
		if
		:: linked[net] -> at = net; CHECK(no_use_after_exit, state[at] < EXITED)
		:: else
		fi;
		net++
	:: else -> break
	od;
	rcu_read_unlock()
}

init
{
	byte i;

	atomic {
		state[0] = LIVE;
		linked[0] = true;
		device[0] = true;
		run cleanup_worker();
		i = 1;
		do :: i < NETS -> run creator(i); i++ :: else -> break od;
		i = 0;
		do :: i < NOTIFIERS -> run notifies(); i++ :: else -> break od;
		i = 0;
		do :: i < READERS -> run reader(i % 2 == 1); i++ :: else -> break od;
		i = 0;
		do :: i < SECTIONS -> run section(); i++ :: else -> break od;
		i = 0
	}
	atomic { _nr_pr == 2 && !kicked && !worker_is_busy };
	d_step {
		do
		:: i < NETS ->
			CHECK(references_balance, state[i] == (i == 0 -> LIVE : FREED));
			CHECK(replay_balance, !told[i]);
			i++
		:: else -> break
		od
	}
}
