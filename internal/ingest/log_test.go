package ingest_test

import (
	"context"
	"fmt"
	"sync"

	"github.com/google/uuid"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// memoryLog is a workspace's log as the relay's contract describes it, for
// histories that must be made fast. The real relay is in relay_test.go.
type memoryLog struct {
	mu       sync.Mutex
	id       string
	epoch    string
	entries  []relayapi.Entry
	claims   map[string]string // key to payment
	keys     affiliate.ClickKeys
	page     int // most entries a pull; no bound when zero
	pushes   int
	blocks   int64
	waiting  []relayapi.Device // after a restore
	restored int
	last     int64 // place of the device's last entry, as the relay tells it
	// before and after may fail a push before or after it was carried out.
	before, after func(relayapi.Push) error
	onPull        func(*relayapi.Page) error
}

func newLog() *memoryLog {
	keys := affiliate.ClickKeys{[]byte("0123456789abcdef0123456789abcdef")}
	return &memoryLog{id: "workspaceaaaaaaa", epoch: "epoch-1", claims: map[string]string{}, keys: keys}
}

func (l *memoryLog) Workspace(context.Context) (relayapi.Workspace, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return relayapi.Workspace{ID: l.id, Epoch: l.epoch, Head: int64(len(l.entries)), TimeZone: "Europe/Berlin", LastEntry: l.last, WaitingFor: l.waiting}, nil
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
	l.pushes++
	if l.before != nil {
		if err := l.before(push); err != nil {
			return relayapi.PushResult{}, err
		}
	}
	if push.Epoch != l.epoch {
		return relayapi.PushResult{}, relayapi.Problem{Code: relayapi.CodeEpochChanged, Message: "The relay was restored."}
	}
	for _, e := range push.Entries {
		if l.place(e) == 0 && e.Kind == relayapi.KindClaim {
			if err := l.claim(e.Body); err != nil {
				return relayapi.PushResult{}, err
			}
		}
	}
	result := relayapi.PushResult{Epoch: l.epoch}
	for _, e := range push.Entries {
		seq := l.place(e)
		duplicate := seq > 0
		if !duplicate {
			seq = l.append(relayapi.Entry{ID: e.ID, Kind: e.Kind, Schema: e.Schema, Device: "device", Actor: e.Actor, Time: e.Time, Key: e.Key, Body: e.Body})
		}
		result.Entries = append(result.Entries, relayapi.Placed{ID: e.ID, Seq: seq, Duplicate: duplicate})
	}
	result.Head = int64(len(l.entries))
	if l.after != nil {
		return result, l.after(push)
	}
	return result, nil
}

func (l *memoryLog) place(e relayapi.NewEntry) int64 {
	for _, have := range l.entries {
		if have.ID == e.ID || (e.Key != "" && have.Kind == e.Kind && have.Key == e.Key) {
			return have.Seq
		}
	}
	return 0
}

func (l *memoryLog) append(e relayapi.Entry) int64 {
	e.Seq = int64(len(l.entries)) + 1
	l.entries = append(l.entries, e)
	return e.Seq
}

// claim grants or refuses as internal/relay does; a refused push leaves nothing.
func (l *memoryLog) claim(raw []byte) error {
	body := decode[relayapi.ClaimBody](raw)
	for _, key := range body.Keys {
		holder := l.claims[key]
		if body.Action == relayapi.Claim && holder != "" && holder != body.PaymentID {
			return relayapi.Problem{Code: relayapi.CodeClaimRefused, Message: "Another payment settles it.", Refused: []string{key}}
		}
	}
	for _, key := range body.Keys {
		switch {
		case body.Action == relayapi.Claim:
			l.claims[key] = body.PaymentID
		case l.claims[key] == body.PaymentID:
			delete(l.claims, key)
		}
	}
	return nil
}

func (l *memoryLog) Pull(_ context.Context, after int64, limit int) (relayapi.Page, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	checks := limit == 1 // the entry that was folded last
	if l.page > 0 {
		limit = min(limit, l.page)
	}
	end := min(after+int64(limit), int64(len(l.entries)))
	page := relayapi.Page{Epoch: l.epoch, Head: int64(len(l.entries)), Entries: append([]relayapi.Entry{}, l.entries[after:end]...)}
	if l.onPull != nil && !checks {
		return page, l.onPull(&page)
	}
	return page, nil
}

// Recover takes back what a restored log lost, as internal/relay does.
func (l *memoryLog) Recover(_ context.Context, part relayapi.RecoveryPart) (relayapi.RecoveryResult, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if part.Epoch != l.epoch {
		return relayapi.RecoveryResult{}, relayapi.Problem{Code: relayapi.CodeEpochChanged, Message: "The relay was restored."}
	}
	var result relayapi.RecoveryResult
	for _, e := range part.Entries {
		seq := l.place(relayapi.NewEntry{ID: e.ID, Kind: e.Kind, Key: e.Key})
		duplicate := seq > 0
		if !duplicate {
			seq = l.append(e)
			if e.Kind == relayapi.KindClaim {
				if err := l.claim(e.Body); err != nil {
					return result, err
				}
			}
		}
		result.Entries = append(result.Entries, relayapi.Placed{ID: e.ID, Seq: seq, Duplicate: duplicate})
	}
	result.Head = int64(len(l.entries))
	return result, nil
}

// own appends an entry of the relay's.
func (l *memoryLog) own(e relayapi.Entry) int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	e.ID, e.Device, e.Actor = uuid.NewString(), relayapi.RelayDevice, relayapi.RelayDevice
	return l.append(e)
}

// sealed appends an entry of some device.
func (l *memoryLog) sealed(key relayapi.Key, e relayapi.NewEntry, plain []byte) int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	e.ID, e.Actor, e.Schema = uuid.NewString(), "actor", max(e.Schema, 1)
	if err := key.Seal(l.id, &e, plain); err != nil {
		panic(err) // a key of the right size always seals
	}
	return l.append(relayapi.Entry{ID: e.ID, Kind: e.Kind, Schema: e.Schema, Device: "device", Actor: e.Actor, Time: e.Time, Key: e.Key, Body: e.Body})
}
