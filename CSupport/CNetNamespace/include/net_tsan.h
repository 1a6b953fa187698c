/* What ThreadSanitizer is told where it cannot see for itself: an order between two threads. Nothing in other builds. */
#ifndef NET_TSAN_H
#define NET_TSAN_H

#if defined(__SANITIZE_THREAD__)
#define NET_TSAN
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define NET_TSAN
#endif
#endif

#ifdef NET_TSAN
void __tsan_acquire(void *token);
void __tsan_release(void *token);
#define TSAN_ACQUIRE(token) __tsan_acquire(token)
#define TSAN_RELEASE(token) __tsan_release(token)
#else
#define TSAN_ACQUIRE(token) ((void)0)
#define TSAN_RELEASE(token) ((void)0)
#endif

#endif
