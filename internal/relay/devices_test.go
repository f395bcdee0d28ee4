package relay_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

// TestShutOutWhileItsRequestCame: nothing is taken of a device that is shut out
// between its token and the end of its request.
func TestShutOutWhileItsRequestCame(t *testing.T) {
	f := start(t)
	revoke := func(d relay.Device) {
		if d.ID == f.connection.DeviceID {
			return
		}
		if err := f.relay.RevokeDevice(t.Context(), d.Workspace, d.ID); err != nil {
			t.Error(err)
		}
	}
	f.store.letIn.Store(&revoke)
	before, slot := len(f.entries("")), f.openPairing()
	for name, request := range map[string]func(*relayapi.ClientWithResponses) (*relayapi.Problem, int, error){
		"push": func(api *relayapi.ClientWithResponses) (*relayapi.Problem, int, error) {
			r, err := api.PushLogWithResponse(t.Context(), relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{claim(relayapi.Claim, "p1", "k1")}})
			return r.JSONDefault, r.StatusCode(), err
		},
		"recovery": func(api *relayapi.ClientWithResponses) (*relayapi.Problem, int, error) {
			r, err := api.RecoverLogWithResponse(t.Context(), relayapi.RecoveryPart{Epoch: f.epoch, Entries: []relayapi.Entry{}, Codes: []relayapi.LinkCode{}})
			return r.JSONDefault, r.StatusCode(), err
		},
		"block": func(api *relayapi.ClientWithResponses) (*relayapi.Problem, int, error) {
			r, err := api.ReserveBlockWithResponse(t.Context(), relayapi.BlockRequest{Size: 1})
			return r.JSONDefault, r.StatusCode(), err
		},
		"part of a snapshot": func(api *relayapi.ClientWithResponses) (*relayapi.Problem, int, error) {
			r, err := api.PutSnapshotPartWithBodyWithResponse(t.Context(), uuid.NewString(), 0, "application/octet-stream", strings.NewReader("part"))
			return r.JSONDefault, r.StatusCode(), err
		},
		"snapshot": func(api *relayapi.ClientWithResponses) (*relayapi.Problem, int, error) {
			r, err := api.PutSnapshotWithResponse(t.Context(), relayapi.NewSnapshot{ID: uuid.NewString(), Epoch: f.epoch, Schema: 1, Parts: 1})
			return r.JSONDefault, r.StatusCode(), err
		},
		"pairing": func(api *relayapi.ClientWithResponses) (*relayapi.Problem, int, error) {
			r, err := api.OpenPairingWithResponse(t.Context(), relayapi.NewPairing{Verifier: letters.Verifier})
			return r.JSONDefault, r.StatusCode(), err
		},
		"decision": func(api *relayapi.ClientWithResponses) (*relayapi.Problem, int, error) {
			r, err := api.DecidePairingWithResponse(t.Context(), slot, relayapi.PairingDecision{})
			return r.JSONDefault, r.StatusCode(), err
		},
		"removal of another": func(api *relayapi.ClientWithResponses) (*relayapi.Problem, int, error) {
			r, err := api.RemoveDeviceWithResponse(t.Context(), f.connection.DeviceID)
			return r.JSONDefault, r.StatusCode(), err
		},
	} {
		t.Run(name, func(t *testing.T) {
			refused, status, err := request(f.client(f.device(name).Token))
			if err != nil || status != http.StatusUnauthorized || refused == nil || refused.Hint == "" {
				t.Fatalf("%v %d %+v", err, status, refused)
			}
		})
	}
	if got := len(f.entries("")); got != before || f.pairing(slot).State != relayapi.PairingStateOpen {
		t.Fatalf("%d entries, want %d; the pairing is %+v", got, before, f.pairing(slot))
	}
}

// TestShutOutAfterItsPairing: the workspace's keys are for devices only.
func TestShutOutAfterItsPairing(t *testing.T) {
	f := start(t)
	j := f.joiner(f.openPairing(), letters, newToken)
	j.asks()
	if status, body := f.decide(j.slot, relayapi.PairingDecision{Approve: true, Package: []byte("the keys"), Proof: letters.ApprovalProof([]byte("the keys"))}); status != http.StatusNoContent {
		t.Fatalf("%d %s", status, body)
	}
	_, got := j.result(newToken)
	if string(got.Package) != "the keys" {
		t.Fatalf("%+v", got)
	}
	if r, err := f.api.RemoveDeviceWithResponse(t.Context(), got.DeviceID); err != nil || r.StatusCode() != http.StatusNoContent {
		t.Fatalf("%v %s", err, r.Body)
	}
	f.clock.Advance(time.Hour)
	if status, got := j.result(newToken); status != http.StatusUnauthorized || len(got.Package) != 0 {
		t.Fatalf("a device that is shut out reads its package: %d %+v", status, got)
	}
}
