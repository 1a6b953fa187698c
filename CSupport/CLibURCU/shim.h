/* liburcu as a system library; the flavours are included, one per file, by the variants that use them. */
#if !__has_include(<urcu/urcu-memb.h>)
#error "urcu/urcu-memb.h not found: install Debian's liburcu-dev"
#endif
