package sequences_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// memoryLog is a workspace's log, as a relay gives it to a device.
type memoryLog struct {
	key     relayapi.Key
	clicks  affiliate.ClickKeys
	entries []relayapi.Entry
	things  []string // what each entry is about
	page    int      // most entries a pull; no bound when zero
}

const workspace = "workspaceaaaaaaa"

// keys are the same in all rounds: what is drawn decides alone what happens.
var keys = affiliate.ClickKeys{[]byte("0123456789abcdef0123456789abcdef")}

func newLog() *memoryLog { return &memoryLog{key: relayapi.NewKey(), clicks: keys} }

// append adds an entry.
func (l *memoryLog) append(thing string, e relayapi.Entry) {
	e.Seq = int64(len(l.entries)) + 1
	l.entries, l.things = append(l.entries, e), append(l.things, thing)
}

// relay adds what the relay itself wrote.
func (l *memoryLog) relay(thing, kind string, at time.Time, body any) {
	l.append(thing, relayapi.Entry{ID: fmt.Sprintf("entry%06d", len(l.entries)+1), Kind: kind, Schema: 1, Time: at,
		Device: relayapi.RelayDevice, Actor: relayapi.RelayDevice, Body: encode(body)})
}

// device adds what a device sealed.
func (l *memoryLog) device(thing, kind string, at time.Time, body any) {
	e := relayapi.NewEntry{ID: fmt.Sprintf("entry%06d", len(l.entries)+1), Kind: kind, Schema: 1, Actor: "actor", Time: at}
	must(l.key.Seal(workspace, &e, encode(body)))
	l.append(thing, relayapi.Entry{ID: e.ID, Kind: e.Kind, Schema: e.Schema, Device: "device", Actor: e.Actor, Time: e.Time, Key: e.Key, Body: e.Body})
}

// change adds a manager's edit.
func (l *memoryLog) change(thing string, noun affiliate.Noun, at time.Time, key string, fields any) {
	c, err := affiliate.NewChange(noun, key, fields)
	must(err)
	l.device(thing, relayapi.KindChange, at, c)
}

func (l *memoryLog) Workspace(context.Context) (relayapi.Workspace, error) {
	return relayapi.Workspace{ID: workspace, Epoch: "epoch", Head: int64(len(l.entries)), TimeZone: "Europe/Berlin"}, nil
}

func (l *memoryLog) Reserve(context.Context, int) (relayapi.Block, error) {
	panic("a device that makes no links reserved some")
}

func (l *memoryLog) Pull(_ context.Context, after int64, limit int) (relayapi.Page, error) {
	if l.page > 0 {
		limit = min(limit, l.page)
	}
	end := min(after+int64(limit), int64(len(l.entries)))
	return relayapi.Page{Epoch: "epoch", Head: int64(len(l.entries)), Entries: slices.Clone(l.entries[after:end])}, nil
}

func (l *memoryLog) Push(context.Context, relayapi.Push) (relayapi.PushResult, error) {
	panic("a device that writes nothing pushed")
}

func (l *memoryLog) Recover(context.Context, relayapi.RecoveryPart) (relayapi.RecoveryResult, error) {
	panic("the log lost nothing")
}

func encode(v any) []byte {
	raw, err := json.Marshal(v)
	must(err)
	return raw
}

// must ends a round: what it is given is the rig's own trouble or a failure of
// what is tested, which the round reports.
func must(err error) {
	if err != nil {
		panic(failure{err})
	}
}

// failure is what ends a round early.
type failure struct{ error }
