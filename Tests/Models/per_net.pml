/*
 * per_net_rtnl: a mutex for each namespace inside the global rtnl, which is to go. Who needs two
 * namespaces takes init_net's first, then in ascending order, and one that is given twice once.
 *
 * NO_GLOBAL_RTNL: the global rtnl is left out. UNORDERED, SAME_TWICE, RTNL_INSIDE, FORGETS_LOCK: the defects.
 */
#define NETS 3 /* 0 is init_net */

#include "properties.pml"
#include "locks.pml"

bool net_rtnl[NETS];
byte inside[NETS];

inline rtnl_lock()
{
#ifndef NO_GLOBAL_RTNL
	mutex_lock(rtnl_mutex)
#else
	skip
#endif
}

inline rtnl_unlock()
{
#ifndef NO_GLOBAL_RTNL
	mutex_unlock(rtnl_mutex)
#else
	skip
#endif
}

inline change(net)
{
	inside[net]++;
	CHECK(one_inside, inside[net] == 1);
	inside[net]--
}

/* rtnl_net_lock() of one. */
proctype locker(byte net)
{
#ifdef RTNL_INSIDE
	mutex_lock(net_rtnl[net]);
	rtnl_lock();
#else
	rtnl_lock();
#ifndef FORGETS_LOCK
	mutex_lock(net_rtnl[net]);
#endif
#endif
	change(net);
#ifndef FORGETS_LOCK
	mutex_unlock(net_rtnl[net]);
#endif
	rtnl_unlock()
}

/* rtnl_nets_lock() of two: a device moves from one to the other. */
proctype mover(byte first; byte second)
{
	byte swap;

	d_step {
#ifndef UNORDERED
		if
		:: first > second -> swap = first; first = second; second = swap; swap = 0
		:: else
		fi;
#endif
		skip
	};
	rtnl_lock();
	mutex_lock(net_rtnl[first]);
	if
#ifdef SAME_TWICE
	:: true -> mutex_lock(net_rtnl[second])
#else
	:: first != second -> mutex_lock(net_rtnl[second])
	:: first == second
#endif
	fi;
	change(first);
	if
	:: first != second -> change(second); mutex_unlock(net_rtnl[second])
	:: first == second
	fi;
	mutex_unlock(net_rtnl[first]);
	rtnl_unlock()
}

init
{
	atomic {
		run mover(1, 2);
		run mover(2, 1);
		run mover(2, 0);
		run mover(1, 1);
		run locker(1);
		run locker(2)
	}
}
