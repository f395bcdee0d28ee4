package store

import (
	"context"
	"encoding/json"
	"time"

	"linkledger/internal/affiliate"
)

// Devices lists what devices have said of themselves, by id.
func (s *Store) Devices(ctx context.Context) ([]affiliate.Device, error) {
	return snapshot(ctx, s, func(q queryer) ([]affiliate.Device, error) {
		folded, err := rows(ctx, q, func(r scanner) (d affiliate.Device, err error) { return d, r.Scan(&d.ID, &d.Name, &d.PublicKey) },
			`SELECT id, name, public_key FROM device ORDER BY id`)
		if err != nil {
			return nil, err
		}
		return overlay(ctx, q, affiliate.NounDevice, folded, func(d affiliate.Device) string { return d.ID },
			func(d *affiliate.Device, id string) { d.ID = id })
	})
}

func (t *Tx) applyDevice(ctx context.Context, c affiliate.Change) error {
	return merge(ctx, t, `SELECT json_object('name', name, 'public_key', public_key) FROM device WHERE id = ?`, c, func(d affiliate.Device, _ string) error {
		return t.exec(ctx, `INSERT INTO device (id, name, public_key, seq) VALUES (?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, public_key = excluded.public_key, seq = excluded.seq`,
			c.Key, d.Name, d.PublicKey, t.entry.Seq)
	})
}

// PutKeyChange keeps who may read on from the entry, as JSON.
func (t *Tx) PutKeyChange(ctx context.Context, fields []byte) error {
	return t.exec(ctx, `INSERT INTO key_change (seq, time, fields) VALUES (?, ?, ?)`, t.entry.Seq, formatTime(t.entry.Time), string(fields))
}

// KeyChange is who may read on since a time.
type KeyChange struct {
	At     time.Time
	Fields json.RawMessage
}

// KeyChanges lists the changes of the workspace's keys, oldest first.
func (s *Store) KeyChanges(ctx context.Context) ([]KeyChange, error) {
	return rows(ctx, s.db.Read, func(r scanner) (k KeyChange, err error) {
		var at, fields string
		if err = r.Scan(&at, &fields); err == nil {
			k.Fields = []byte(fields)
			k.At, err = parseTime(at)
		}
		return k, err
	}, `SELECT time, fields FROM key_change ORDER BY seq`)
}

// EntriesOfKind lists the entries of a kind in the log's order.
func (s *Store) EntriesOfKind(ctx context.Context, kind string) ([]affiliate.Entry, error) {
	return rows(ctx, s.db.Read, scanEntry, `SELECT `+entryColumns+` FROM log_entry WHERE kind = ? ORDER BY seq`, kind)
}
