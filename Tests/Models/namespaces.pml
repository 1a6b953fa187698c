/*
 * Namespaces, their list, their references and their request queues: net_namespace.c, net_list.h and
 * the queue of rtnetlink.c. A namespace's number is its creation sequence, and so its place in the list.
 */
#define ALL (NETS + CREATORS)
#define HEAD ALL   /* net_namespace_list itself */
#define NONE (ALL + 1)
#define POISON 255 /* LIST_POISON_PREV; next stays, for RCU readers still on the entry */
#define MESSAGES (NETS * SENDERS * REQUESTS)

/* enum net_state; EXITED begins with the first exit */
#define NEW 0
#define LIVE 1
#define DYING 2
#define UNLINKED 3
#define EXITED 4
#define FREED 5

byte state[ALL], count[ALL];
byte next[ALL + 1], prev[ALL + 1];
byte sequence; /* of the next namespace: all with a smaller number are, or were, on the list */
bool kept[ALL + 1]; /* the owner keeps its reference for ever, as init_net's does */

/* enum rtnl_message_state */
#define IDLE 0
#define QUEUED 1
#define HANDLED 2
#define PURGED 3
byte message[MESSAGES + 1];
chan queue[ALL] = [MESSAGES + 1] of { byte }; /* sk_receive_queue; its len() is qlen */
chan cleanup_list = [ALL + 1] of { byte };    /* net_cleanup.c: the queue of the dying */

/* A namespace is touched: its memory, its socket, its links. */
inline use(net)
{
#if PROTOCOL == RCU
	CHECK(no_use_after_exit, state[net] == LIVE || state[net] == DYING || state[net] == UNLINKED)
#else
	CHECK(walks_linked_only, state[net] == LIVE || state[net] == DYING)
#endif
}

inline list_add_tail(net)
{
	d_step {
		next[net] = HEAD;
		prev[net] = prev[HEAD];
		next[prev[net]] = net;
		prev[HEAD] = net;
		state[net] = LIVE;
		sequence = net + 1
	}
}

inline list_del(net)
{
	d_step {
		CHECK(destroyed_once, state[net] == DYING && prev[net] != POISON);
#ifndef UNLINKS_ONE_WAY
		prev[next[net]] = prev[net];
#endif
		next[prev[net]] = next[net];
		prev[net] = POISON;
		state[net] = UNLINKED
	}
}

/* As the seed: unconditional. With RESURRECTIONS_PASS its consequences are searched for instead. */
inline get_net(net)
{
	d_step {
		use(net);
#ifndef RESURRECTIONS_PASS
		CHECK(no_resurrection, count[net] > 0);
#endif
		count[net]++
	}
}

inline maybe_get_net(net, taken)
{
	d_step {
		use(net);
		taken = (count[net] > 0);
#ifdef PLAIN_GET
		CHECK(no_resurrection, taken);
#endif
		count[net] = count[net] + taken
	}
}

/* The last reference only queues for the cleanup worker; it may be dropped under any lock. */
inline put_net(net)
{
	atomic {
		CHECK(destroyed_once, count[net] > 0 && state[net] <= DYING);
		count[net]--;
		if
		:: count[net] == 0 ->
			CHECK(destroyed_once, state[net] == LIVE);
			state[net] = DYING;
#ifdef PUT_DESTROYS_INLINE
			mutex_lock(net_mutex);
			mutex_lock(rtnl_mutex);
			list_del(net);
			mutex_unlock(rtnl_mutex);
			pernet_exit(net);
			mutex_unlock(net_mutex);
			net_free(net)
#else
			cleanup_list!net
#endif
		:: else
		fi
	}
}

inline rtnl_enqueue(net, m)
{
	atomic {
		use(net);
		message[m] = QUEUED;
		queue[net]!m
	}
}

inline message_edge(m, to)
{
	CHECK(handled_once, message[m] == QUEUED);
	message[m] = to
}

/* rtnetlink_net_exit(): the socket dies and what is queued is purged. */
inline pernet_exit(net)
{
	atomic {
		state[net] = EXITED;
		do
		:: nempty(queue[net]) -> queue[net]?m; message_edge(m, PURGED)
		:: empty(queue[net]) -> break
		od;
		m = 0
	}
}

inline net_free(net)
{
	d_step {
		CHECK(destroyed_once, state[net] == EXITED && count[net] == 0);
		state[net] = FREED
	}
}

/* Everything that must be true once nobody runs any more: net_list_check(), rtnl_stranded(), the counts. */
inline check_quiescence()
{
	d_step {
		net = 0;
		do
		:: net < ALL ->
			CHECK(references_balance, count[net] == kept[net] && (kept[net] -> state[net] == LIVE : (state[net] == FREED || state[net] == NEW)));
			CHECK(list_unbroken, state[net] != LIVE || (next[prev[net]] == net && prev[next[net]] == net));
#if !defined(LEAVES_HALF_READ) && !defined(LOST_REQUESTS_PASS)
			CHECK(no_lost_request, len(queue[net]) == 0);
#endif
			net++
		:: else -> break
		od;
		net = next[HEAD];
		do
		:: net != HEAD -> CHECK(list_unbroken, state[net] == LIVE); net = next[net]
		:: else -> break
		od;
		m = 0;
		do
		:: m < MESSAGES ->
#if defined(LEAVES_HALF_READ) || defined(LOST_REQUESTS_PASS)
			CHECK(no_lost_request, message[m] != IDLE);
#else
			CHECK(no_lost_request, message[m] == HANDLED || message[m] == PURGED);
#endif
			m++
		:: else -> break
		od
	}
}
