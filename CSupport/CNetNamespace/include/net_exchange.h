/*
 * Hands namespaces from creators to destroyers without a lock: a ring for each
 * creator, with one writer at each end. So what a creator is timed for is the
 * model's, and nothing of ours.
 */
#ifndef NET_EXCHANGE_H
#define NET_EXCHANGE_H

#include <stdbool.h>
#include <stdint.h>

struct net;
struct net_exchange;

/* Rings for @creators, emptied by @destroyers (creator c by destroyer c modulo destroyers), with room for @capacity each.
 * Return: NULL if out of memory. */
struct net_exchange *_Nullable net_exchange_new(uint32_t creators, uint32_t destroyers, uint32_t capacity);

/* Context: every ring is empty. */
void net_exchange_free(struct net_exchange *_Nonnull exchange);

/* Drops what was handed over and not taken. Context: no creator or destroyer is at work. Return: how many. */
uint64_t net_exchange_drop_all(struct net_exchange *_Nonnull exchange);

/* Whether @creator may hand over one more. Context: the creator's thread. */
bool net_exchange_has_room(struct net_exchange *_Nonnull exchange, uint32_t creator);

/* Hands @net and its reference over, and tells the destroyer with every @batch of them. Context: the creator's thread; there is
 * room. */
void net_exchange_give(struct net_exchange *_Nonnull exchange, uint32_t creator, struct net *_Nonnull net, uint32_t batch);

/* Drops every whole batch that stands in the rings of @destroyer. Context: the destroyer's thread. Return: how many. */
uint64_t net_exchange_drop_batches(struct net_exchange *_Nonnull exchange, uint32_t destroyer, uint32_t batch);

/* Waits until a creator tells @destroyer of a batch, or a millisecond. */
void net_exchange_wait(struct net_exchange *_Nonnull exchange, uint32_t destroyer);

#endif
