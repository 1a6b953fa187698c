/*
 * The queue of the namespaces that have something: variants/pending_queue.c. A stack with push and
 * pop-all; a node stands for its namespace. Entered and left as unlock.pml.
 */
#define UNLOCK_LOCALS byte net, cursor, popped, m, budget; bool taken

#define FREE 0
#define HELD 1
#define IN_STORE_BUFFER 2 /* released by its holder, and nobody else can see it yet */

/* enum net_state */
#define LIVE 0
#define DYING 1
#define EXITED 2
#define FREED 3

/* enum rtnl_message_state */
#define IDLE 0
#define QUEUED 1
#define HANDLED 2
#define PURGED 3

#define NIL NETS

byte state[NETS], count[NETS], passive[NETS];
bool kept[NETS];               /* the owner keeps its reference for ever */
bool pending[NETS];            /* is on the stack, or will be put there by who set it */
byte head = NIL, next[NETS];   /* the stack */
byte on_stack[NETS];           /* for the check at quiescence alone */
byte message[MESSAGES];
chan queue[NETS] = [MESSAGES] of { byte };
chan cleanup_list = [NETS] of { byte };
bool kicked;                   /* the hand-off: something is left for the drain worker */

/* ---- rtnl: its release is a plain store, which may wait in the store buffer (x86, a ticket lock) ---- */
#ifdef FIFO_LOCKS
chan rtnl_mutex = [8] of { byte };
#define full_barrier() skip
inline rtnl_lock() { rtnl_mutex!_pid; rtnl_mutex?[eval(_pid)] }
inline rtnl_trylock(got)
{
	atomic {
		got = (len(rtnl_mutex) == 0);
		if
		:: got -> rtnl_mutex!_pid
		:: else
		fi
	}
}
inline rtnl_release() { rtnl_mutex?eval(_pid) }
#else
byte rtnl_mutex, releaser;

/* Each locked operation of a process empties its store buffer. */
#define full_barrier() if :: rtnl_mutex == IN_STORE_BUFFER && releaser == _pid -> rtnl_mutex = FREE; releaser = 0 :: else fi

inline rtnl_lock() { atomic { full_barrier(); rtnl_mutex == FREE -> rtnl_mutex = HELD } }
inline rtnl_trylock(got)
{
	d_step {
		full_barrier();
		got = (rtnl_mutex == FREE);
		if
		:: got -> rtnl_mutex = HELD
		:: else
		fi
	}
}
inline rtnl_release() { d_step { rtnl_mutex = IN_STORE_BUFFER; releaser = _pid } }

/* The memory system: what waits in the store buffer is seen by all some time. */
active proctype memory()
{
end_idle:
	do
	:: d_step { rtnl_mutex == IN_STORE_BUFFER -> rtnl_mutex = FREE; releaser = 0 }
	od
}
#endif

/* ---- references ---- */

inline use_node(net)
{
	CHECK(no_use_after_free, state[net] != FREED)
}

inline use_socket(net)
{
	CHECK(no_use_after_exit, state[net] < EXITED)
}

inline passive_get(net)
{
	d_step { full_barrier(); use_node(net); passive[net]++ }
}

inline passive_put(net)
{
	d_step {
		full_barrier();
		use_node(net);
		CHECK(references_balance, passive[net] > 0);
		passive[net]--;
		if
		:: passive[net] == 0 ->
			CHECK(destroyed_once, state[net] == EXITED);
			state[net] = FREED
		:: else
		fi
	}
}

inline get_net(net)
{
	d_step { full_barrier(); use_node(net); CHECK(no_resurrection, count[net] > 0); count[net]++ }
}

inline maybe_get_net(net, got)
{
	d_step {
		full_barrier();
		use_node(net);
		got = (count[net] > 0);
#ifdef PLAIN_GET
		CHECK(no_resurrection, got);
#endif
		count[net] = count[net] + got
	}
}

/* The last reference only queues for the cleanup worker. */
inline put_net(net)
{
	atomic {
		full_barrier();
		use_node(net);
		CHECK(destroyed_once, count[net] > 0 && state[net] == LIVE);
		count[net]--;
		if
		:: count[net] == 0 -> state[net] = DYING; cleanup_list!net
		:: else
		fi
	}
}

/* ---- the sender's half ---- */

inline rtnl_enqueue(net, m)
{
	atomic {
		use_socket(net);
		message[m] = QUEUED;
		queue[net]!m
	}
}

/* cds_lfs_push() */
inline push(net)
{
	d_step {
		full_barrier();
		use_node(net);
		next[net] = head;
		head = net;
		on_stack[net]++
	}
}

/* Whoever finds the flag clear pushes; for all others somebody has, or will. */
inline arm(net)
{
	d_step { full_barrier(); use_node(net); taken = pending[net]; pending[net] = true };
	if
	:: !taken ->
#ifdef ACTIVE_INSTEAD_OF_PASSIVE
		get_net(net);
#elif !defined(NO_PASSIVE_GET)
		passive_get(net);
#endif
		push(net)
	:: else -> taken = false
	fi
}

/* ---- receiving ---- */

inline handle(net, m)
{
	use_socket(net);
	CHECK(handled_once, message[m] == QUEUED);
	message[m] = HANDLED;
	m = 0
}

/* Under rtnl, at most budget requests. */
inline receive_budget(net)
{
	do
	:: budget == 0 -> break
	:: atomic { budget > 0 ->
			if
			:: nempty(queue[net]) -> queue[net]?m; budget--; handle(net, m)
			:: empty(queue[net]) -> budget = 0
			fi
		}
	od
}

inline read_qlen(net)
{
#ifdef CAP
	d_step { use_socket(net); budget = (len(queue[net]) > CAP -> CAP : len(queue[net])) }
#else
	d_step { use_socket(net); budget = len(queue[net]) }
#endif
}

inline rtnl_receive_locked(net)
{
	d_step { use_socket(net); budget = len(queue[net]) };
	receive_budget(net)
}

/* ---- releasing ---- */

inline fence()
{
#ifdef NO_FENCE
	skip
#else
	d_step { full_barrier() }
#endif
}

/* What is left goes to the one worker. */
inline look_and_hand_off()
{
#ifdef NO_HAND_OFF
	skip
#else
	if
	:: head != NIL -> d_step { full_barrier(); kicked = true }
	:: head == NIL
	fi
#endif
}

/* __rtnl_unlock(): inside the drain's receive, where a drain would nest */
inline plain_unlock()
{
	rtnl_release();
#ifndef PLAIN_DOES_NOT_LOOK
	fence();
	look_and_hand_off()
#endif
}

inline clear_pending(net)
{
	d_step { full_barrier(); use_node(net); pending[net] = false }
}

inline take_net(net, got)
{
#ifdef ACTIVE_INSTEAD_OF_PASSIVE
	get_net(net); got = true
#else
	maybe_get_net(net, got)
#endif
}

inline visit(net)
{
#ifdef CLEAR_AFTER_QLEN
	take_net(net, taken);
	if
	:: taken -> read_qlen(net)
	:: else
	fi;
	clear_pending(net);
#elif defined(QLEN_BEFORE_GET)
	clear_pending(net);
	read_qlen(net);
	take_net(net, taken);
#else
	clear_pending(net);
#ifdef NEXT_AFTER_CLEAR
	d_step { use_node(net); cursor = next[net] };
#endif
	take_net(net, taken);
	if
	:: taken -> read_qlen(net)
	:: else
	fi;
#endif
	if
	:: taken && budget > 0 ->
		taken = false;
		rtnl_lock();
		receive_budget(net);
#if !defined(NO_REARM) && !defined(REARM_OUTSIDE)
		if
		:: nempty(queue[net]) -> arm(net)
		:: empty(queue[net])
		fi;
#endif
		plain_unlock();
#if !defined(NO_REARM) && defined(REARM_OUTSIDE)
		if
		:: nempty(queue[net]) -> arm(net)
		:: empty(queue[net])
		fi;
#endif
		put_net(net)
	:: taken && budget == 0 -> taken = false; put_net(net)
	:: !taken -> budget = 0
	fi;
#ifdef ACTIVE_INSTEAD_OF_PASSIVE
	put_net(net)
#elif !defined(NO_PASSIVE_GET)
	passive_put(net)
#endif
}

/* cds_lfs_pop_all(), and the chain turned into arrival order: nobody pushes a node whose flag is set. */
inline pop_all()
{
	d_step {
		full_barrier();
		net = head;
		head = NIL;
		cursor = NIL;
		do
		:: net != NIL ->
			use_node(net);
			on_stack[net]--;
			m = next[net];
			next[net] = cursor;
			cursor = net;
			net = m;
			popped++
		:: else -> break
		od;
		m = 0
	}
}

/* rtnl_unlock(): what the one pop-all took, and no more. */
inline drain_unlock()
{
	rtnl_release();
	fence();
	do
	:: head == NIL -> break
	:: head != NIL ->
		pop_all();
		do
		:: cursor == NIL -> break
		:: cursor != NIL ->
			net = cursor;
#ifndef NEXT_AFTER_CLEAR
			d_step { use_node(net); cursor = next[net] };
#endif
			d_step { CHECK(pass_is_bounded, popped > 0); popped-- };
			visit(net)
		od;
		atomic { CHECK(pass_is_bounded, popped == 0); net = 0; cursor = 0 }
#ifndef DRAINS_UNTIL_EMPTY
#ifndef NO_LOOK_AT_END
		;fence();
		look_and_hand_off()
#endif
		;break
#endif
	od
}
