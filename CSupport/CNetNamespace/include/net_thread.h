/*
 * Registered threads and what they count.
 *
 * A thread that calls into the model registers first: RCU flavours need to know
 * their readers, and counters are per thread so that counting shares no line.
 */
#ifndef NET_THREAD_H
#define NET_THREAD_H

#include "net_instance.h"

#include <stdint.h>

struct net_counters {
	uint64_t unlocks;	  /* rtnl_unlock() that drain */
	uint64_t inspected;	  /* namespaces looked at by drains */
	uint64_t restarts;	  /* times a drain began again at the head */
	uint64_t restarts_max;	  /* most of them within one unlock */
	uint64_t handled;	  /* requests handled */
	uint64_t handled_foreign; /* of these, on another thread than the sender's */
	uint64_t refused;	  /* requests refused to their sender: the socket was dead */
	uint64_t purged;	  /* requests that ended with their namespace */
	uint64_t sent;		  /* requests appended to a queue or handled synchronously */
	uint64_t created;	  /* namespaces created */
	uint64_t walks;		  /* passes over the list */
	uint64_t visits;	  /* namespaces visited by these passes */
	uint64_t registrations;	  /* notifiers, subsystems or devices registered and unregistered by sections */
	uint64_t notified;	  /* events these notifiers were told of */
	uint64_t unpaired;	  /* of these, by how many REGISTER and UNREGISTER differed, registration by registration */
	uint64_t inits;		  /* inits of these subsystems */
	uint64_t exits;		  /* exits of these subsystems */
	uint64_t unfinished;	  /* of these devices, whose deferred work had not run when the unlock returned */
};

/* Opaque: one registered thread. */
struct net_thread;

/* Registers the calling thread with the installed variant. Return: NULL if out of memory. */
struct net_thread *_Nullable net_thread_register(void);

/* Unregisters the calling thread; its counters stay in the world's sum.
 * Context: the thread that registered, no lock, no read-side section. */
void net_thread_unregister(struct net_thread *_Nonnull thread);

/* The sum over all threads, living and gone. Racy while they run: each word is read atomically. */
void net_counters_sum(struct net_counters *_Nonnull sum);

/* What the world counts besides. */
struct net_world_counters {
	uint64_t alive;		    /* namespaces on the list */
	uint64_t dying;		    /* queued for cleanup */
	uint64_t dying_max;	    /* most of them at one time */
	uint64_t destroyed;	    /* namespaces whose memory was released */
	uint64_t bytes;		    /* bytes held by namespaces, sockets and devices */
	uint64_t grace_periods;	    /* waits for readers */
	uint64_t barriers;	    /* waits for deferred work, where there was some */
	uint64_t barrier_ns;	    /* the time of all of them */
	uint64_t resurrections;	    /* get_net() on a count of zero (law I3) */
	uint64_t double_edges;	    /* state edges taken twice or out of order (law I2) */
	uint64_t double_handled;    /* requests handled twice (law M1) */
	uint64_t handled_for_dead;  /* requests handled for a namespace that had exited (law M6) */
};
void net_world_counters_read(struct net_world_counters *_Nonnull counters);

/* Grace-period latencies in nanoseconds, the newest at most @capacity of them. Return: how many were copied. */
uint64_t net_grace_period_samples(uint64_t *_Nonnull samples, uint64_t capacity);

#endif
