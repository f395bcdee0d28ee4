package pulling_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

const workspace = "workspaceaaaaaaa"

// memoryLog is a workspace's log, as a relay keeps it for devices.
type memoryLog struct {
	mu      sync.Mutex
	key     relayapi.Key
	entries []relayapi.Entry
	byID    map[string]int64
	byKey   map[string]int64
	blocks  int64
	trouble func() error // of a push, after it was carried out; nil when there is none
}

func newLog(key relayapi.Key) *memoryLog {
	return &memoryLog{key: key, byID: map[string]int64{}, byKey: map[string]int64{}}
}

func (l *memoryLog) Workspace(context.Context) (relayapi.Workspace, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return relayapi.Workspace{ID: workspace, Epoch: "epoch", Head: int64(len(l.entries)), TimeZone: "Europe/Berlin"}, nil
}

func (l *memoryLog) Reserve(_ context.Context, size int) (relayapi.Block, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	block := relayapi.Block{FirstNumber: l.blocks + 1}
	for range size {
		l.blocks++
		block.Codes = append(block.Codes, fmt.Sprintf("code%d", l.blocks))
	}
	return block, nil
}

func (l *memoryLog) Push(_ context.Context, push relayapi.Push) (relayapi.PushResult, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	result := relayapi.PushResult{Epoch: "epoch"}
	for _, e := range push.Entries {
		seq, known := l.byID[e.ID]
		if !known && e.Key != "" {
			seq, known = l.byKey[e.Kind+e.Key]
		}
		if !known {
			seq = l.append(relayapi.Entry{ID: e.ID, Kind: e.Kind, Schema: e.Schema, Device: "device", Actor: e.Actor, Time: e.Time, Key: e.Key, Body: e.Body})
		}
		result.Entries = append(result.Entries, relayapi.Placed{ID: e.ID, Seq: seq, Duplicate: known})
	}
	if l.trouble != nil {
		if err := l.trouble(); err != nil {
			return relayapi.PushResult{}, err
		}
	}
	result.Head = int64(len(l.entries))
	return result, nil
}

func (l *memoryLog) Pull(_ context.Context, after int64, limit int) (relayapi.Page, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	end := min(after+int64(limit), int64(len(l.entries)))
	return relayapi.Page{Epoch: "epoch", Head: int64(len(l.entries)), Entries: slices.Clone(l.entries[after:end])}, nil
}

func (l *memoryLog) Recover(context.Context, relayapi.RecoveryPart) (relayapi.RecoveryResult, error) {
	panic("the log lost nothing")
}

func (l *memoryLog) append(e relayapi.Entry) int64 {
	e.Seq = int64(len(l.entries)) + 1
	l.entries = append(l.entries, e)
	l.byID[e.ID] = e.Seq
	if e.Key != "" {
		l.byKey[e.Kind+e.Key] = e.Seq
	}
	return e.Seq
}

// change adds a manager's edit.
func (l *memoryLog) change(noun affiliate.Noun, key string, at time.Time, fields any) {
	c, err := affiliate.NewChange(noun, key, fields)
	must(err)
	body, err := json.Marshal(c)
	must(err)
	e := relayapi.NewEntry{ID: fmt.Sprintf("entry%06d", len(l.entries)+1), Kind: relayapi.KindChange, Schema: 1, Actor: "actor", Time: at}
	must(l.key.Seal(workspace, &e, body))
	l.append(relayapi.Entry{ID: e.ID, Kind: e.Kind, Schema: e.Schema, Device: "other", Actor: e.Actor, Time: e.Time, Body: e.Body})
}

func must(err error) {
	if err != nil {
		panic(err) // the tests' own values are right
	}
}
