/*
 * What a thread waits for: perf events of its own on the lock contention tracepoints. No instance of tracefs, which would outlive us;
 * a descriptor does not.
 */
#define _GNU_SOURCE
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kb_locks.h"

#define RING_BYTES (1u << 18)
/* Callers looked at, from the tracepoint upwards: the lock's own functions, and a few for context. */
#define FRAMES 12

/* Flags of the tracepoint (include/trace/events/lock.h). A mutex says both when it spins before it sleeps. */
#define FLAG_SPIN (1u << 0)
#define FLAG_MUTEX (1u << 5)

struct kb_listener {
	struct kb_tracepoints points;
	const struct kb_symbols *symbols;
	int begin, end;
	char *ring;	   /* a page of indices, then RING_BYTES; filled by the kernel, on this thread */
	size_t page;
	uint64_t waiting;  /* the lock whose wait has begun and not ended: a mutex begins again when it goes to sleep */
	_Alignas(8) char record[4096];
};

static int open_event(uint16_t id, int group)
{
	struct perf_event_attr attributes = {
		.type = PERF_TYPE_TRACEPOINT,
		.size = sizeof(attributes),
		.config = id,
		.sample_period = 1,
		.sample_type = PERF_SAMPLE_CALLCHAIN | PERF_SAMPLE_RAW,
		.disabled = group < 0, /* the other goes with its leader */
		.exclude_callchain_user = 1,
		.sample_max_stack = FRAMES,
	};

	return (int)syscall(SYS_perf_event_open, &attributes, 0, -1, group, PERF_FLAG_FD_CLOEXEC);
}

static void refuse(int code)
{
	if (code == EACCES || code == EPERM)
		kb_fail(code, "the kernel does not let this process listen to its lock contention tracepoints (perf_event_open): run as root of the "
			      "machine (CAP_PERFMON), not in a user namespace, and where seccomp lets perf_event_open through");
	else if (code == ENOSYS)
		kb_fail(code, "this kernel has no perf events (CONFIG_PERF_EVENTS): use one that has");
	else
		kb_fail(code, "the lock contention tracepoints cannot be listened to (perf_event_open): %s", strerror(code));
}

struct kb_listener *kb_listen(const struct kb_tracepoints *points, const struct kb_symbols *symbols)
{
	struct kb_listener *listener = calloc(1, sizeof(*listener));

	if (!listener) {
		kb_fail(ENOMEM, "there is no memory for a listener");
		return NULL;
	}
	listener->points = *points;
	listener->symbols = symbols;
	listener->page = (size_t)sysconf(_SC_PAGESIZE);
	listener->ring = MAP_FAILED;
	listener->end = -1;
	listener->begin = open_event(points->begin.id, -1);
	if (listener->begin >= 0)
		listener->end = open_event(points->end.id, listener->begin);
	if (listener->end >= 0)
		listener->ring = mmap(NULL, listener->page + RING_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, listener->begin, 0);
	/* Both into one ring, so that they stay in order. */
	if (listener->ring != MAP_FAILED && !ioctl(listener->end, PERF_EVENT_IOC_SET_OUTPUT, listener->begin))
		return listener;
	refuse(errno);
	kb_end_listening(listener);
	return NULL;
}

void kb_end_listening(struct kb_listener *listener)
{
	if (!listener)
		return;
	if (listener->ring != MAP_FAILED)
		munmap(listener->ring, listener->page + RING_BYTES);
	if (listener->end >= 0)
		close(listener->end);
	if (listener->begin >= 0)
		close(listener->begin);
	free(listener);
}

/* ---- records ---- */

const struct kb_lock_seen *kb_waits_for(const struct kb_waits *waits, uint64_t address)
{
	for (uint32_t i = 0; i < waits->count; i++)
		if (waits->seen[i].address == address)
			return &waits->seen[i];
	return NULL;
}

static void count(struct kb_waits *waits, const struct kb_lock_seen *more)
{
	struct kb_lock_seen *known = (struct kb_lock_seen *)kb_waits_for(waits, more->address);

	if (known)
		known->waits += more->waits;
	else if (waits->count < KB_LOCKS_SEEN)
		waits->seen[waits->count++] = *more;
	else
		waits->lost += more->waits;
}

void kb_add_waits(struct kb_waits *sum, const struct kb_waits *more)
{
	for (uint32_t i = 0; i < more->count; i++)
		count(sum, &more->seen[i]);
	sum->lost += more->lost;
}

/* The first of @addresses that is not in a lock's own function, or 0. */
static uint64_t caller_in(const struct kb_symbols *symbols, const uint64_t *addresses, uint64_t number)
{
	for (uint64_t i = 0; i < number; i++)
		/* What is near the end of the numbers is a mark (PERF_CONTEXT_KERNEL). */
		if (addresses[i] < (uint64_t)PERF_CONTEXT_MAX && !kb_is_lock_function(symbols, addresses[i]))
			return addresses[i];
	return 0;
}

/* @raw: @size bytes as the tracepoint's format has them. */
static void hear(struct kb_listener *listener, const char *raw, uint32_t size, const uint64_t *chain, uint64_t frames,
		 struct kb_waits *waits)
{
	const struct kb_tracepoints *points = &listener->points;
	uint64_t lock;
	uint16_t id;
	uint32_t flags = 0;

	memcpy(&id, raw, sizeof(id)); /* common_type, the first field of every tracepoint */
	const bool begins = id == points->begin.id;
	const struct kb_tracepoint *point = begins ? &points->begin : &points->end;

	if (size < point->address_at + sizeof(lock) || (begins && point->flags_at && size < point->flags_at + sizeof(flags))) {
		waits->lost++;
		return;
	}
	memcpy(&lock, raw + point->address_at, sizeof(lock));
	if (!begins) {
		if (lock == listener->waiting)
			listener->waiting = 0;
		return;
	}
	if (point->flags_at)
		memcpy(&flags, raw + point->flags_at, sizeof(flags));
	/* Nobody sleeps for a spinlock, and each lock has one inside. */
	if (lock == listener->waiting || ((flags & FLAG_SPIN) && !(flags & FLAG_MUTEX)))
		return;
	listener->waiting = lock;
	count(waits, &(struct kb_lock_seen){ .address = lock, .waits = 1, .caller = caller_in(listener->symbols, chain, frames) });
}

/* A sample: { number, addresses[number] } of the call chain, { size, bytes[size] } of the tracepoint. */
static void read_sample(struct kb_listener *listener, const char *body, size_t length, struct kb_waits *waits)
{
	const uint64_t *words = (const uint64_t *)body;
	const uint64_t frames = length >= sizeof(*words) ? words[0] : 0;
	const size_t before = sizeof(*words) * (1 + (size_t)frames);
	uint32_t size = 0;

	if (frames <= 2 * FRAMES && length >= before + sizeof(size))
		memcpy(&size, body + before, sizeof(size));
	if (size < sizeof(uint16_t) || length < before + sizeof(size) + size)
		waits->lost++;
	else
		hear(listener, body + before + sizeof(size), size, words + 1, frames, waits);
}

static void copy_from_ring(const struct kb_listener *listener, uint64_t position, void *to, size_t length)
{
	const char *bytes = listener->ring + listener->page;
	const size_t start = position % RING_BYTES, first = RING_BYTES - start < length ? RING_BYTES - start : length;

	memcpy(to, bytes + start, first);
	memcpy((char *)to + first, bytes, length - first);
}

static void drain(struct kb_listener *listener, struct kb_waits *waits)
{
	struct perf_event_mmap_page *indices = (struct perf_event_mmap_page *)listener->ring;
	/* Acquire: pairs with the kernel's release of data_head when a record is complete (perf_output_put_handle()). */
	const uint64_t head = __atomic_load_n(&indices->data_head, __ATOMIC_ACQUIRE);
	uint64_t tail = indices->data_tail;

	while (tail < head) {
		struct perf_event_header header;

		copy_from_ring(listener, tail, &header, sizeof(header));
		if (header.size < sizeof(header)) { /* not a record: nothing behind it can be read either */
			waits->lost++;
			tail = head;
			break;
		}
		const size_t length = header.size - sizeof(header);

		if (length <= sizeof(listener->record)) {
			copy_from_ring(listener, tail + sizeof(header), listener->record, length);
			if (header.type == PERF_RECORD_SAMPLE)
				read_sample(listener, listener->record, length, waits);
		}
		/* It lost some for want of room, or says that it was throttled and lost some. */
		if (length > sizeof(listener->record) || header.type == PERF_RECORD_LOST || header.type == PERF_RECORD_THROTTLE) {
			waits->lost++;
			listener->waiting = 0;
		}
		tail += header.size;
	}
	/* Release: pairs with the kernel's look at data_tail before it writes there again. */
	__atomic_store_n(&indices->data_tail, tail, __ATOMIC_RELEASE);
}

void kb_listen_on(struct kb_listener *listener)
{
	listener->waiting = 0;
	ioctl(listener->begin, PERF_EVENT_IOC_ENABLE, 0);
}

void kb_listen_off(struct kb_listener *listener, struct kb_waits *waits)
{
	ioctl(listener->begin, PERF_EVENT_IOC_DISABLE, 0);
	drain(listener, waits);
}
