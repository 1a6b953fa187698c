/*
 * netdev_run_todo(): rtnl_unlock() waits until nobody uses the devices that were unregistered under
 * this hold of rtnl. A device's user releases it only after an rtnl_unlock() of its own.
 *
 * The snapshot is taken under rtnl and run after the release. UNDER_A_MUTEX: as until 2.6.26, released,
 * then taken and run under a mutex of the list.
 */
#ifndef DEVICES
#define DEVICES 2
#endif

#include "properties.pml"
#include "locks.pml"

bool todo_mutex;
bool on_todo[DEVICES], users[DEVICES], gone[DEVICES];

inline take_all()
{
	d_step { i = 0; do :: i < DEVICES -> mine[i] = on_todo[i]; on_todo[i] = false; i++ :: else -> break od; i = 0 }
}

inline run_all()
{
	do
	:: i < DEVICES ->
		if
		:: mine[i] -> !users[i]; d_step { CHECK(handled_once, !gone[i]); gone[i] = true; mine[i] = false }
		:: else
		fi;
		i++
	:: else -> break
	od;
	i = 0
}

inline rtnl_unlock()
{
#ifdef UNDER_A_MUTEX
	mutex_unlock(rtnl_mutex);
	mutex_lock(todo_mutex);
	take_all();
	run_all();
	mutex_unlock(todo_mutex)
#elif defined(SNAPSHOT_AFTER_RELEASE)
	mutex_unlock(rtnl_mutex);
	take_all();
	run_all()
#else
	take_all();
	mutex_unlock(rtnl_mutex);
	run_all()
#endif
}

/* Unregisters its device; when its rtnl_unlock() returns, the device is gone. */
proctype unregisters(byte device)
{
	byte i;
	bool mine[DEVICES];

	mutex_lock(rtnl_mutex);
	on_todo[device] = true;
	rtnl_unlock();
	CHECK(todo_completes, gone[device])
}

/* Uses a device, and takes rtnl for something else before it lets go. */
proctype user(byte device)
{
	byte i;
	bool mine[DEVICES];

	mutex_lock(rtnl_mutex);
	rtnl_unlock();
	users[device] = false
}

init
{
	atomic {
		users[0] = true;
		run unregisters(0);
		run unregisters(1);
		run user(0)
	}
}
