package desktop

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// draft is one change on its way into a batch.
type draft struct {
	noun   affiliate.Noun
	key    string
	fields any
}

func change[K ~string](noun affiliate.Noun, key K, fields any) draft {
	return draft{noun: noun, key: string(key), fields: fields}
}

// batch collects what one decision writes.
type batch struct {
	affiliate.Batch
	at    time.Time
	actor string
}

func (s *session) batch() *batch {
	return &batch{Batch: affiliate.Batch{ID: newEntryID()}, at: s.clock.Now().UTC().Truncate(time.Millisecond), actor: s.actor}
}

func (b *batch) add(d draft) error { return b.addExpecting(d, "") }

// addGuarded adds a change of what must not be merged: it is applied only if
// nobody changes the same between the view that the person decided by and its
// place in the log. Without a version seen, the decision is by what stands now.
func (s *session) addGuarded(ctx context.Context, b *batch, d draft, seen string) (err error) {
	if seen == "" {
		if seen, err = s.store.VersionSeen(ctx, d.noun, d.key); err != nil {
			return err
		}
	}
	return b.addExpecting(d, seen)
}

func (b *batch) addExpecting(d draft, version string) error {
	c, err := affiliate.NewChange(d.noun, d.key, d.fields)
	if err != nil {
		return err
	}
	c.Expected = version
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	b.Entries = append(b.Entries, affiliate.Entry{ID: newEntryID(), Kind: relayapi.KindChange, Schema: affiliate.ChangeSchema,
		Actor: b.actor, Time: b.at, Body: body, Noun: d.noun, Subject: d.key})
	return nil
}

func (b *batch) publish(kind, id string, row any) error {
	raw, err := json.Marshal(row)
	if err != nil {
		return err
	}
	b.Public = append(b.Public, affiliate.PublicRow{Kind: kind, ID: id, Row: raw})
	return nil
}

// changed lists the fields of a noun that an edit sets to another value.
func changed[T any](before, after T) (map[string]json.RawMessage, error) {
	var was, is map[string]json.RawMessage
	for value, into := range map[*T]*map[string]json.RawMessage{&before: &was, &after: &is} {
		raw, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(raw, into); err != nil {
			return nil, err
		}
	}
	for name, value := range is {
		if string(value) == string(was[name]) {
			delete(is, name)
		}
	}
	return is, nil
}

// versionsSeen are the versions of the guarded subjects in a list.
func versionsSeen[T any](ctx context.Context, s *session, noun affiliate.Noun, list []T, key func(T) string) (map[string]string, error) {
	keys := make([]string, 0, len(list))
	for _, item := range list {
		keys = append(keys, key(item))
	}
	return s.store.VersionsSeen(ctx, noun, keys)
}

// edited puts what a person changed in a form, which showed was and was sent as
// is, on what stands: what arrived meanwhile in other fields is kept.
func edited[T any](stands, was, is T) (T, error) {
	fields, err := changed(was, is)
	if err != nil {
		return stands, err
	}
	set, err := json.Marshal(fields)
	if err != nil {
		return stands, err
	}
	return affiliate.Merge(stands, affiliate.Change{Set: set})
}

// commit saves changes for the log and asks for a sync soon.
func (s *session) commit(ctx context.Context, drafts ...draft) error {
	b := s.batch()
	for _, d := range drafts {
		if err := b.add(d); err != nil {
			return err
		}
	}
	return s.enqueue(ctx, b)
}

// enqueue saves a batch, with what follows from it for what links publish.
func (s *session) enqueue(ctx context.Context, b *batch) error {
	batches, err := s.republished(ctx, b)
	if err != nil {
		return err
	}
	return s.save(ctx, batches)
}

// What the relay takes in one request, with room for sealing.
const (
	entriesPerBatch = 500
	bytesPerBatch   = 600 << 10
)

// enqueueAll is enqueue for a batch of any size: it becomes batches that the relay
// takes, in order. It is saved with facts of this device alone, all or nothing.
func (s *session) enqueueAll(ctx context.Context, b *batch, notes ...affiliate.Note) error {
	batches, err := s.republished(ctx, b)
	if err != nil {
		return err
	}
	return s.save(ctx, append(parts(batches[0]), batches[1:]...), notes...)
}

// parts splits a batch; its public rows go with the last part.
func parts(b affiliate.Batch) (list []affiliate.Batch) {
	for rest := b.Entries; len(rest) > 0; {
		n, size := 0, 0
		for n < len(rest) && n < entriesPerBatch && (n == 0 || size+len(rest[n].Body) <= bytesPerBatch) {
			size += len(rest[n].Body)
			n++
		}
		list = append(list, affiliate.Batch{ID: newEntryID(), Entries: rest[:n]})
		rest = rest[n:]
	}
	if last := len(list) - 1; last >= 0 {
		list[last].Public, list[last].Numbers, list[last].Note = b.Public, b.Numbers, b.Note
	}
	return list
}

func (s *session) save(ctx context.Context, batches []affiliate.Batch, notes ...affiliate.Note) error {
	if err := s.store.EnqueueAll(ctx, batches, notes...); err != nil {
		return err
	}
	s.nudge(false)
	s.app.changed()
	return nil
}

// clean trims what people type around a text.
func clean(text string) string { return strings.TrimSpace(text) }
