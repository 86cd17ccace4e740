package org.postwall.simulator.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All chats: private ones by bot and person, the others by number. */
public final class Chats {
    private final Map<Long, Map<Long, PrivateChat>> byPerson = new HashMap<>();
    private final Map<Long, GroupChat> groups = new LinkedHashMap<>();
    private final Changes changes;

    Chats(Changes changes) {
        this.changes = changes;
    }

    /** The chat of a bot and a person, if they ever met. */
    public Optional<PrivateChat> find(Bot bot, long person) {
        return Optional.ofNullable(byPerson.getOrDefault(person, Map.of()).get(bot.id()));
    }

    public PrivateChat open(Bot bot, Person person) {
        return byPerson.computeIfAbsent(person.id(), id -> new LinkedHashMap<>())
                .computeIfAbsent(bot.id(), id -> new PrivateChat(bot, person));
    }

    public Collection<PrivateChat> withPerson(long person) {
        return byPerson.getOrDefault(person, Map.of()).values();
    }

    public Optional<GroupChat> group(long id) {
        return Optional.ofNullable(groups.get(id));
    }

    /** The group or channel with this public name, with or without @. */
    public Optional<GroupChat> group(String username) {
        String bare = username.startsWith("@") ? username.substring(1) : username;
        return groups.values().stream()
                .filter(chat -> chat.username().filter(bare::equalsIgnoreCase).isPresent())
                .findFirst();
    }

    public Collection<GroupChat> groups() {
        return groups.values();
    }

    /** Every chat a person is in: private ones first. */
    public List<Chat> of(Person person) {
        List<Chat> chats = new ArrayList<>(withPerson(person.id()));
        groups.values().stream().filter(chat -> chat.member(person).isInside()).forEach(chats::add);
        return chats;
    }

    /** Makes a group or channel, or gives a known one its new type and title. */
    public GroupChat establish(long id, String type, String title, Optional<String> username) {
        username.flatMap(this::group).filter(other -> other.id() != id).ifPresent(other -> {
            throw new Impossible(409, "the user name " + username.get() + " is taken by the chat " + other.id());
        });
        GroupChat chat = groups.computeIfAbsent(id, key -> new GroupChat(id, type, title, username));
        chat.describe(type, title, username);
        changes.tell(new Change.ChatChanged(chat));
        return chat;
    }

    void forget() {
        byPerson.clear();
        groups.clear();
    }
}
