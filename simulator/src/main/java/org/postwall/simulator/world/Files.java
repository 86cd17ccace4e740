package org.postwall.simulator.world;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * All files ever sent, the newest {@value #LIMIT} bytes of them. An identifier is the bot's number and the file's, signed
 * so that none can be made up: what a bot wasn't shown it can't name.
 */
public final class Files {
    private static final long LIMIT = 256L << 20;
    private static final Pattern EXTENSION = Pattern.compile("\\.([A-Za-z0-9]{1,8})$");
    private static final Pattern PATH = Pattern.compile("[a-z_]+/file_(\\d{1,18})\\.\\w+");
    private static final int PREFIX = 4;

    private final Map<Long, StoredFile> stored = new LinkedHashMap<>();
    private final Set<String> opened = new HashSet<>();
    private final SecretKeySpec key;
    private long last;
    private long bytes;

    Files() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** Keeps a file under a new number. */
    public StoredFile store(MediaKind kind, Buffer content, String name, JsonObject facts) {
        var match = EXTENSION.matcher(name);
        String extension = match.find() ? match.group(1).toLowerCase(Locale.ROOT) : kind.extension();
        StoredFile file = new StoredFile(this, ++last, kind, content, name, extension, facts);
        stored.put(file.number(), file);
        bytes += content.length();
        var oldest = stored.values().iterator();
        while (bytes > LIMIT && oldest.hasNext()) {
            bytes -= oldest.next().content().length();
            oldest.remove();
        }
        return file;
    }

    String idFor(StoredFile file, Bot bot) {
        ByteBuffer plain = ByteBuffer.allocate(24).putLong(bot.id()).putLong(file.number());
        plain.put(sign(bot.id(), file.number()), 0, 8);
        return file.kind().idPrefix() + Base64.getUrlEncoder().withoutPadding().encodeToString(plain.array());
    }

    String uniqueId(StoredFile file) {
        byte[] plain = ByteBuffer.allocate(8).putLong(file.number()).array();
        return "AQAD" + Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    /** The file a bot means, if that bot was shown it. */
    public Optional<StoredFile> find(String id, Bot bot) {
        if (id.length() != PREFIX + 32) {
            return Optional.empty();
        }
        try {
            ByteBuffer plain = ByteBuffer.wrap(Base64.getUrlDecoder().decode(id.substring(PREFIX)));
            StoredFile file = plain.getLong() == bot.id() ? stored.get(plain.getLong()) : null;
            return Optional.ofNullable(file).filter(found -> idFor(found, bot).equals(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Lets a bot download a file, which getFile must do first. */
    public void open(StoredFile file, Bot bot) {
        opened.add(bot.id() + "/" + file.number());
    }

    /** The file below {@code /file/bot<token>/} that getFile gave to this bot. */
    public Optional<StoredFile> byPath(String path, Bot bot) {
        var match = PATH.matcher(path);
        if (!match.matches() || !opened.contains(bot.id() + "/" + match.group(1))) {
            return Optional.empty();
        }
        return Optional.ofNullable(stored.get(Long.parseLong(match.group(1))))
                .filter(file -> file.path().equals(path));
    }

    void forget() {
        stored.clear();
        opened.clear();
        bytes = 0;
    }

    private byte[] sign(long bot, long file) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(
                    ByteBuffer.allocate(16).putLong(bot).putLong(file).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
