package org.postwall.simulator.world;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All persons. */
public final class People {
    private final Map<Long, Person> byId = new LinkedHashMap<>();
    private final Changes changes;

    People(Changes changes) {
        this.changes = changes;
    }

    /** The person with this number, called so from now on. */
    public Person meet(long id, PersonName name) {
        Person person = byId.get(id);
        if (person == null) {
            person = new Person(id, name);
            byId.put(id, person);
            changes.tell(new Change.PersonChanged(person));
        } else if (!person.name().equals(name)) {
            person.rename(name);
            changes.tell(new Change.PersonChanged(person));
        }
        return person;
    }

    public Optional<Person> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The person with this number, invented if there is none yet. */
    public Person findOrInvent(long id) {
        return find(id).orElseGet(() -> meet(id, PersonName.of("User " + id)));
    }

    public Collection<Person> all() {
        return byId.values();
    }

    void forget() {
        byId.clear();
    }
}
