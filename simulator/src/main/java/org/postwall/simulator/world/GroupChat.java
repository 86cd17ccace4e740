package org.postwall.simulator.world;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A chat of many: group, supergroup or channel, with its members and their rights. */
public final class GroupChat extends Chat {
    private final long id;
    private String type;
    private String title;
    private Optional<String> username;
    private final Map<Long, Member> members = new LinkedHashMap<>();
    private int lastMessageId;
    private OptionalLong upgradedTo = OptionalLong.empty();
    private String inviteLink = "";
    private String description = "";

    GroupChat(long id, String type, String title, Optional<String> username) {
        this.id = id;
        this.type = type;
        this.title = title;
        this.username = username;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String type() {
        return type;
    }

    public String title() {
        return title;
    }

    public Optional<String> username() {
        return username;
    }

    void describe(String newType, String newTitle, Optional<String> newUsername) {
        type = newType;
        title = newTitle;
        username = newUsername;
    }

    public void retitle(String newTitle) {
        title = newTitle;
    }

    public String description() {
        return description;
    }

    public void setDescription(String text) {
        description = text;
    }

    /** How somebody stands to this chat; one who was never in it has left it. */
    public Member member(Account account) {
        return members.getOrDefault(account.id(), Member.left(account));
    }

    /** Everybody who is or was in the chat, in order of first joining. */
    public Iterable<Member> members() {
        return members.values();
    }

    void setMember(Member member) {
        members.put(member.account().id(), member);
    }

    /** The supergroup this group became, if it did. */
    public OptionalLong upgradedTo() {
        return upgradedTo;
    }

    void upgrade(long supergroup) {
        upgradedTo = OptionalLong.of(supergroup);
    }

    /** The primary invite link; empty until one was made. */
    public String inviteLink() {
        return inviteLink;
    }

    public void setInviteLink(String link) {
        inviteLink = link;
    }

    @Override
    int nextMessageId() {
        return ++lastMessageId;
    }

    @Override
    public JsonObject toJson() {
        JsonObject json = new JsonObject().put("id", id).put("title", title);
        username.ifPresent(name -> json.put("username", name));
        return json.put("type", type);
    }
}
