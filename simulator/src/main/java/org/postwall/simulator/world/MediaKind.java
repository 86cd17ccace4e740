package org.postwall.simulator.world;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A kind of medium with its own send method and field in the Bot API. */
public enum MediaKind {
    PHOTO("AgAC", "photos", "jpg", "image/jpeg"),
    VIDEO("BAAC", "videos", "mp4", "video/mp4"),
    ANIMATION("CgAC", "animations", "mp4", "video/mp4"),
    DOCUMENT("BQAC", "documents", "bin", "application/octet-stream"),
    AUDIO("CQAC", "music", "mp3", "audio/mpeg"),
    VOICE("AwAC", "voice", "oga", "audio/ogg"),
    STICKER("CAAC", "stickers", "webp", "image/webp"),
    VIDEO_NOTE("DQAC", "video_notes", "mp4", "video/mp4");

    private final String idPrefix;
    private final String folder;
    private final String extension;
    private final String mimeType;

    MediaKind(String idPrefix, String folder, String extension, String mimeType) {
        this.idPrefix = idPrefix;
        this.folder = folder;
        this.extension = extension;
        this.mimeType = mimeType;
    }

    /** The field of {@code Message} and the parameter of the send method. */
    public String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How Telegram's own words call it, e.g. in "can't use file of type Photo as Video". */
    public String title() {
        return switch (this) {
            case VOICE -> "VoiceNote";
            case VIDEO_NOTE -> "VideoNote";
            default -> name().charAt(0) + field().substring(1);
        };
    }

    String idPrefix() {
        return idPrefix;
    }

    String folder() {
        return folder;
    }

    String extension() {
        return extension;
    }

    public String mimeType() {
        return mimeType;
    }

    public boolean takesCaption() {
        return this != STICKER && this != VIDEO_NOTE;
    }

    public static Optional<MediaKind> of(String field) {
        return Arrays.stream(values())
                .filter(kind -> kind.field().equals(field))
                .findFirst();
    }
}
