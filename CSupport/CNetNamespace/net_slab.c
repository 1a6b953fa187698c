/*
 * Memory for namespaces, sockets and devices: one slab per kind, as the
 * kernel's kmem_cache, so that every variant walks the same layout: objects in
 * the order of their creation, whatever the process allocated before.
 * Builds for checking give each object to malloc, where AddressSanitizer sees it.
 */
#include <stdlib.h>
#include <string.h>

#include "net_internal.h"

#define SLAB_CHUNK (256u * 1024u)

struct slab_object {
	struct slab_object *next;
};

struct slab_chunk {
	struct slab_chunk *next;
} __attribute__((aligned(NET_CACHE_LINE)));

static struct slab {
	struct mutex lock;
	size_t size;		     /* r/o in a world: a multiple of the cache line */
	struct slab_object *free;    /* under lock */
	struct slab_chunk *chunks;   /* under lock */
	char *fresh, *end;	     /* under lock: what the newest chunk has left */
} slabs[NET_SLABS] = {
	{ .lock = MUTEX_INITIALIZER }, { .lock = MUTEX_INITIALIZER }, { .lock = MUTEX_INITIALIZER }, { .lock = MUTEX_INITIALIZER },
};

static size_t round_up(size_t bytes)
{
	return (bytes + NET_CACHE_LINE - 1) & ~(size_t)(NET_CACHE_LINE - 1);
}

void net_slab_begin(uint32_t payload_bytes)
{
	slabs[NET_SLAB_NET].size = round_up(sizeof(struct net));
	slabs[NET_SLAB_SOCK].size = round_up(sizeof(struct sock));
	slabs[NET_SLAB_DEVICE].size = round_up(sizeof(struct net_device));
	slabs[NET_SLAB_PAYLOAD].size = round_up(payload_bytes);
}

#ifdef NET_DEBUG
static void *take(struct slab *slab)
{
	void *memory = NULL;

	return posix_memalign(&memory, NET_CACHE_LINE, slab->size) == 0 ? memory : NULL;
}

static void give_back(struct slab *slab, void *object)
{
	(void)slab;
	free(object);
}

void net_slab_end(void)
{
}
#else
static void *take(struct slab *slab)
{
	mutex_lock(&slab->lock);
	struct slab_object *object = slab->free;

	if (object) {
		slab->free = object->next;
	} else {
		if ((size_t)(slab->end - slab->fresh) < slab->size) {
			void *memory = NULL;
			size_t bytes = sizeof(struct slab_chunk) + (slab->size > SLAB_CHUNK ? slab->size : SLAB_CHUNK);

			if (posix_memalign(&memory, 4096, bytes) != 0) {
				mutex_unlock(&slab->lock);
				return NULL;
			}
			struct slab_chunk *chunk = memory;

			chunk->next = slab->chunks;
			slab->chunks = chunk;
			slab->fresh = (char *)(chunk + 1);
			slab->end = (char *)memory + bytes;
		}
		object = (struct slab_object *)slab->fresh;
		slab->fresh += slab->size;
	}
	mutex_unlock(&slab->lock);
	return object;
}

static void give_back(struct slab *slab, void *memory)
{
	struct slab_object *object = memory;

	mutex_lock(&slab->lock);
	object->next = slab->free;
	slab->free = object;
	mutex_unlock(&slab->lock);
}

void net_slab_end(void)
{
	for (int i = 0; i < NET_SLABS; i++) {
		struct slab *slab = &slabs[i];

		mutex_lock(&slab->lock);
		while (slab->chunks) {
			struct slab_chunk *chunk = slab->chunks;

			slab->chunks = chunk->next;
			free(chunk);
		}
		slab->free = NULL;
		slab->fresh = slab->end = NULL;
		mutex_unlock(&slab->lock);
	}
}
#endif

void *net_slab_alloc(enum net_slab which)
{
	void *object = take(&slabs[which]);

	if (object) {
		memset(object, 0, slabs[which].size);
		net_world_add(&net_world.bytes, slabs[which].size);
	}
	return object;
}

void net_slab_free(enum net_slab which, void *object)
{
	if (!object)
		return;
	__atomic_sub_fetch(&net_world.bytes, slabs[which].size, __ATOMIC_RELAXED);
	give_back(&slabs[which], object);
}
