/* For rules without RCU: nothing to tell anybody. */
static inline void thread_register(void)
{
}

static inline void thread_unregister(void)
{
}

static inline void reader_online(void)
{
}

static inline void reader_offline(void)
{
}
