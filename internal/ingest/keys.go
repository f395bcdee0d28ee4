package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// ErrLocked says that this device lacks a key of the workspace: it was left
// out when the keys were changed.
var ErrLocked = errors.New("a workspace key is missing")

// keyChange folds a change of the workspace's keys. The keyring has saved a
// new key before the fold goes on; to be left out shows with the first entry
// that the new key sealed.
func (f Folder) keyChange(ctx context.Context, tx Tx, e affiliate.Entry) error {
	change, err := f.Keys.Learn(f.Workspace, wire(e))
	if err := unopened(e, err); err != nil {
		return err
	}
	fields, err := json.Marshal(change)
	if err != nil {
		return err
	}
	return tx.PutKeyChange(ctx, fields)
}

// unopened says what a body that can't be opened means for a person.
func unopened(e affiliate.Entry, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, relayapi.ErrKey) {
		return &affiliate.Error{Code: affiliate.Conflict, Message: "The keys of this workspace were changed, and this device did not get the new one.",
			Hint: "Under Settings, enter the newest printed recovery key. Without one, let another device change the keys again. What this one has so far stays readable.", Cause: ErrLocked}
	}
	if errors.Is(err, relayapi.ErrSeal) {
		return &affiliate.Error{Code: affiliate.Conflict, Message: fmt.Sprintf("Entry %d of the log was altered on its way.", e.Seq),
			Hint: "Nothing after it was taken over. Ask whoever runs the relay to check it.", Cause: err}
	}
	return err
}

// wire is an entry in the words of the contract.
func wire(e affiliate.Entry) relayapi.Entry {
	return relayapi.Entry{Seq: e.Seq, ID: e.ID, Kind: e.Kind, Schema: e.Schema, Device: e.Device, Actor: e.Actor, Time: e.Time, Key: e.Key, Body: e.Body}
}

// unwire is the other way round.
func unwire(list []relayapi.Entry) []affiliate.Entry {
	entries := make([]affiliate.Entry, 0, len(list))
	for _, e := range list {
		entries = append(entries, affiliate.Entry{Seq: e.Seq, ID: e.ID, Kind: e.Kind, Schema: e.Schema, Device: e.Device,
			Actor: e.Actor, Time: e.Time.UTC().Truncate(time.Millisecond), Key: e.Key, Body: e.Body})
	}
	return entries
}
