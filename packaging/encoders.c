/* What FFmpeg 8 asks of x264 and x265, from a library that encodes nothing: whoever opens it is told that it failed. */
#ifdef _WIN32
#define ASKED __declspec(dllexport)
/* Without this one the loader would want all of a C library. */
int __stdcall DllMainCRTStartup(void *library, unsigned long reason, void *reserved) { return 1; }
#else
#define ASKED __attribute__((visibility("default")))
#endif
#define NOTHING(name) \
    ASKED void *name(void) { return 0; }

NOTHING(x264_encoder_close)
NOTHING(x264_encoder_delayed_frames)
NOTHING(x264_encoder_encode)
NOTHING(x264_encoder_headers)
NOTHING(x264_encoder_maximum_delayed_frames)
NOTHING(x264_encoder_open_165)
NOTHING(x264_encoder_reconfig)
NOTHING(x264_param_apply_fastfirstpass)
NOTHING(x264_param_apply_profile)
NOTHING(x264_param_cleanup)
NOTHING(x264_param_default)
NOTHING(x264_param_default_preset)
NOTHING(x264_param_parse)
NOTHING(x264_picture_init)
NOTHING(x265_api_get_216)

ASKED const char x264_levels[64] = {0};

/* By this name packaging/encoders.py knows that a library is this one. */
NOTHING(backline_encodes_nothing)
