/*
 * The locks. A mutex barges: any waiter may be the next, as with pthread mutexes. With FIFO_LOCKS
 * waiters are served in order, so that a liveness run shows the protocol's unfairness and not the lock's.
 */
#ifdef FIFO_LOCKS
chan net_mutex = [8] of { byte };
chan net_list_mutex = [8] of { byte };
chan rtnl_mutex = [8] of { byte };

/* The queue of a lock: its first is the holder. */
inline mutex_lock(lock)
{
	lock!_pid;
	lock?[eval(_pid)]
}

inline mutex_trylock(lock, taken)
{
	atomic {
		taken = (len(lock) == 0);
		if
		:: taken -> lock!_pid
		:: else
		fi
	}
}

inline mutex_unlock(lock)
{
	lock?eval(_pid)
}
#else
bool net_mutex, net_list_mutex, rtnl_mutex;

inline mutex_lock(lock)
{
	atomic { !lock -> lock = true }
}

inline mutex_trylock(lock, taken)
{
	d_step {
		taken = !lock;
		lock = true
	}
}

inline mutex_unlock(lock)
{
	lock = false
}
#endif

/*
 * RCU, one bit per process: who is in a read-side section, and for whom the grace period under way
 * still waits. It waits for the sections that were open at its begin, and for no other.
 */
short in_section, grace_period_waits_for;

inline rcu_read_lock()
{
	in_section = in_section | (1 << _pid)
}

inline rcu_read_unlock()
{
	d_step {
		in_section = in_section & ~(1 << _pid);
		grace_period_waits_for = grace_period_waits_for & ~(1 << _pid)
	}
}

inline synchronize_rcu()
{
	grace_period_waits_for = in_section;
	grace_period_waits_for == 0
}
