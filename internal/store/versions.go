package store

import (
	"context"
	"encoding/json"

	"linkledger/internal/affiliate"
)

// Version is the id of the entry that last changed a guarded subject;
// affiliate.NoVersion when none did.
func (t *Tx) Version(ctx context.Context, noun affiliate.Noun, key string) (string, error) {
	return version(ctx, t.run, noun, key)
}

func version(ctx context.Context, q queryer, noun affiliate.Noun, key string) (string, error) {
	id, found, err := one(ctx, q, scanText, `SELECT entry FROM version WHERE noun = ? AND subject = ?`, noun, key)
	if !found {
		id = affiliate.NoVersion
	}
	return id, err
}

// PutVersion keeps that the entry changed a guarded subject.
func (t *Tx) PutVersion(ctx context.Context, c affiliate.Change) error {
	return t.exec(ctx, `INSERT INTO version (noun, subject, entry, fields, device, actor, time) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (noun, subject) DO UPDATE SET entry = excluded.entry, fields = excluded.fields, device = excluded.device,
			actor = excluded.actor, time = excluded.time`,
		c.Noun, c.Key, t.entry.ID, string(c.Set), t.entry.Device, t.entry.Actor, formatTime(t.entry.Time))
}

// Conflict keeps a change that was not applied.
func (t *Tx) Conflict(ctx context.Context, c affiliate.Change) error {
	return t.exec(ctx, `INSERT INTO conflict (id, noun, subject, fields, device, actor, time, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		t.entry.ID, c.Noun, c.Key, string(c.Set), t.entry.Device, t.entry.Actor, formatTime(t.entry.Time), t.entry.Seq)
}

// Resolve forgets a conflict that a person has decided; one that is gone is no
// error, since two devices may have decided it.
func (t *Tx) Resolve(ctx context.Context, id string) error {
	return t.exec(ctx, `DELETE FROM conflict WHERE id = ?`, id)
}

// VersionsSeen are the versions of guarded subjects that screens show: an edit
// that waits here for its place in the log, or what the log says. What the relay
// refused never gets a place, so nothing can follow it.
func (s *Store) VersionsSeen(ctx context.Context, noun affiliate.Noun, keys []string) (map[string]string, error) {
	list, err := json.Marshal(append([]string{}, keys...))
	if err != nil {
		return nil, err
	}
	return snapshot(ctx, s, func(q queryer) (map[string]string, error) {
		type edit struct {
			key, id string
			body    []byte
		}
		stand, err := rows(ctx, q, func(r scanner) (e edit, err error) { return e, r.Scan(&e.key, &e.id) },
			`SELECT subject, entry FROM version WHERE noun = ? AND subject IN (SELECT value FROM json_each(?))`, noun, string(list))
		if err != nil {
			return nil, err
		}
		own, err := rows(ctx, q, func(r scanner) (e edit, err error) { return e, r.Scan(&e.key, &e.id, &e.body) },
			`SELECT subject, id, body FROM outbox WHERE noun = ? AND kind = 'change' AND refused = '' AND subject IN (SELECT value FROM json_each(?))
				ORDER BY position`,
			noun, string(list))
		if err != nil {
			return nil, err
		}
		seen := make(map[string]string, len(keys))
		for _, key := range keys {
			seen[key] = affiliate.NoVersion
		}
		for _, e := range stand {
			seen[e.key] = e.id
		}
		for _, e := range own {
			if c, err := affiliate.ParseChange(e.body); err == nil && affiliate.Guarded(c) {
				seen[e.key] = e.id
			}
		}
		return seen, nil
	})
}

// VersionSeen is the version of one guarded subject that screens show.
func (s *Store) VersionSeen(ctx context.Context, noun affiliate.Noun, key string) (string, error) {
	seen, err := s.VersionsSeen(ctx, noun, []string{key})
	return seen[key], err
}

const conflictColumns = `c.id, c.noun, c.subject, c.fields, c.device, c.actor, c.time,
	coalesce(v.entry, ''), coalesce(v.fields, '{}'), coalesce(v.device, ''), coalesce(v.actor, ''), coalesce(v.time, '')`

func scanConflict(r scanner) (c affiliate.EditConflict, err error) {
	var mine, theirs, at, stood string
	err = r.Scan(&c.ID, &c.Noun, &c.Key, &mine, &c.Mine.Device, &c.Mine.Actor, &at,
		&c.Theirs.Entry, &theirs, &c.Theirs.Device, &c.Theirs.Actor, &stood)
	if err != nil {
		return c, err
	}
	c.Mine.Entry, c.Mine.Fields, c.Theirs.Fields = c.ID, []byte(mine), []byte(theirs)
	if c.Mine.Time, err = parseTime(at); err != nil {
		return c, err
	}
	c.Theirs.Time, err = parseTime(stood)
	return c, err
}

// Conflicts lists the edits that were not applied and what stands instead,
// newest first. One whose resolution waits for its place in the log is gone
// already.
func (s *Store) Conflicts(ctx context.Context) ([]affiliate.EditConflict, error) {
	return rows(ctx, s.db.Read, scanConflict, `SELECT `+conflictColumns+` FROM conflict AS c
		LEFT JOIN version AS v ON v.noun = c.noun AND v.subject = c.subject
		WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE noun = ? AND subject = c.id AND refused = '') ORDER BY c.seq DESC`, affiliate.NounConflict)
}
