package ingest_test

import (
	"context"
	"strings"
	"testing"

	"linkledger/internal/relayapi"
)

// TestAnotherWorkspacesRelay gets nothing of this database, and the other way
// round.
func TestAnotherWorkspacesRelay(t *testing.T) {
	s := newScene(t)
	s.a.exchange()
	other := newLog()
	other.id = "another"
	s.a.syncer.Relay = other
	rename(s.a, "b1", "Renamed")
	if err := s.a.syncer.Exchange(context.Background()); err == nil || !strings.Contains(err.Error(), "another workspace") {
		t.Errorf("%v", err)
	}
	if len(other.entries) != 0 {
		t.Errorf("it got %+v", other.entries)
	}
	s.a.syncer.Relay = s.log
	s.a.exchange()
}

// complete is a restored relay that has everything back.
type complete struct{ *memoryLog }

func (complete) Recover(context.Context, relayapi.RecoveryPart) (relayapi.RecoveryResult, error) {
	return relayapi.RecoveryResult{}, relayapi.Problem{Code: relayapi.CodeNothingLost, Message: "It has everything back."}
}

// TestARelayThatHasEverythingBack: its log stands, also for a device whose last
// part arrived though its answer was lost.
func TestARelayThatHasEverythingBack(t *testing.T) {
	s := newScene(t)
	b := s.device()
	rename(b, "b1", "Renamed")
	b.exchange()
	s.a.exchange()
	s.log.restore(len(s.log.entries))
	s.a.syncer.Relay = complete{s.log}
	s.a.exchange()
	at, err := s.a.store.Position(context.Background())
	if err != nil || at.Epoch != s.log.epoch || at.Seq != int64(len(s.log.entries)) {
		t.Errorf("it stands at %+v: %v", at, err)
	}
}
