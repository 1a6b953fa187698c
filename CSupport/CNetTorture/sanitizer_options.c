/* Strict options of the sanitizers, in this program only: the Swift toolchain's defaults drop lock-order reports and accesses
 * in intercepted functions (free, memcpy), see docs/proving.md. */
const char *__tsan_default_options(void);
const char *__tsan_default_options(void)
{
	return "ignore_noninstrumented_modules=0:ignore_interceptors_accesses=0:second_deadlock_stack=1:halt_on_error=1:exitcode=66:atexit_sleep_ms=0";
}

const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=1:exitcode=67:abort_on_error=0";
}
