package relay_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

func TestRevokedDevicesAreNotWaitedFor(t *testing.T) {
	f := start(t)
	f.clock.Advance(time.Second)
	gone := f.device("Stolen")
	f.restore(f.copied())
	f.recover(f.api, relayapi.RecoveryPart{Epoch: f.epoch, Entries: []relayapi.Entry{}, Codes: []relayapi.LinkCode{}, Complete: true})
	pay := relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{claim(relayapi.Claim, "p", "k")}}
	if r := f.push(pay); r.StatusCode() != http.StatusConflict || !strings.Contains(r.JSONDefault.Message, "Stolen") {
		t.Fatalf("%d %s", r.StatusCode(), r.Body)
	}
	if r, err := f.api.RemoveDeviceWithResponse(t.Context(), gone.DeviceID); err != nil || r.StatusCode() != http.StatusNoContent {
		t.Fatalf("%v %s", err, r.Body)
	}
	f.mustPush(pay)
	if r := f.push(relayapi.Push{Epoch: "old", Entries: []relayapi.NewEntry{}}); r.StatusCode() != http.StatusConflict || r.JSONDefault.Code != relayapi.CodeEpochChanged {
		t.Fatalf("a device that did not notice: %s", r.Body)
	}
}

func TestRecoveryRefusals(t *testing.T) {
	f := start(t)
	sold := f.click()
	f.postback("transaction_id=" + sold + "&amount=10")
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := f.entries("")
	foreign := sealed(t, f.workspace.ID, relayapi.KindChange, "of another log")
	r, err := f.api.RecoverLogWithResponse(t.Context(), relayapi.RecoveryPart{Epoch: f.epoch, Codes: []relayapi.LinkCode{}, Complete: true, Entries: []relayapi.Entry{
		{ID: foreign.ID, Kind: foreign.Kind, Schema: 1, Device: "device", Actor: foreign.Actor, Time: foreign.Time, Body: foreign.Body}}})
	if err != nil || r.StatusCode() != http.StatusConflict || r.JSONDefault.Code != relayapi.CodeNothingLost || len(f.entries("")) != len(all) {
		t.Fatalf("nothing was lost: %v %d %s", err, r.StatusCode(), r.Body)
	}
	f.restore(f.copied())
	of := func(kind string, change func(*relayapi.Entry)) relayapi.RecoveryPart {
		e := all[slices.IndexFunc(all, func(e relayapi.Entry) bool { return e.Kind == kind })]
		e.ID, e.Key = uuid.NewString(), e.Key+"x"
		change(&e)
		return relayapi.RecoveryPart{Entries: []relayapi.Entry{e}}
	}
	replace := func(old, new string) func(*relayapi.Entry) {
		return func(e *relayapi.Entry) { e.Body = []byte(strings.ReplaceAll(string(e.Body), old, new)) }
	}
	change := sealed(t, f.workspace.ID, relayapi.KindChange, "x")
	written := func(edit func(*relayapi.Entry)) relayapi.RecoveryPart {
		e := relayapi.Entry{ID: change.ID, Kind: change.Kind, Schema: 1, Device: "device", Actor: change.Actor, Time: change.Time, Body: change.Body}
		edit(&e)
		return relayapi.RecoveryPart{Entries: []relayapi.Entry{e}}
	}
	code := func(number int64, code string) relayapi.RecoveryPart {
		return relayapi.RecoveryPart{Codes: []relayapi.LinkCode{{Number: number, Code: code}}}
	}
	for name, test := range map[string]struct {
		part   relayapi.RecoveryPart
		status int
		says   string
	}{
		"epoch":                {relayapi.RecoveryPart{Epoch: "old"}, 409, "restored"},
		"conversion by device": {of(relayapi.KindConversion, func(e *relayapi.Entry) { e.Device = "d" }), 400, "go with its kind"},
		"change by the relay":  {written(func(e *relayapi.Entry) { e.Device = relayapi.RelayDevice }), 400, "go with its kind"},
		"relay as actor":       {written(func(e *relayapi.Entry) { e.Actor = relayapi.RelayDevice }), 400, "go with its kind"},
		"device with a name":   {written(func(e *relayapi.Entry) { e.Device = "Ann's" }), 400, "device"},
		"not sealed":           {written(func(e *relayapi.Entry) { e.Body = []byte(`{"name":"Ann"}`) }), 400, "not sealed"},
		"no UUID":              {written(func(e *relayapi.Entry) { e.ID = "1" }), 400, "UUID"},
		"conversion's key":     {of(relayapi.KindConversion, func(*relayapi.Entry) {}), 400, "key"},
		"foreign click":        {of(relayapi.KindConversion, replace(sold[:20], "aaaaaaaaaaaaaaaaaaaa")), 400, "click"},
		"currency":             {of(relayapi.KindConversion, replace(`"EUR"`, `"euro"`)), 400, "currency"},
		"clicks' day":          {of(relayapi.KindClicks, replace("2026-11-22", "2026-22-11")), 400, "counts"},
		"clicks' body":         {of(relayapi.KindClicks, func(e *relayapi.Entry) { e.Body = []byte(`{"links":7}`) }), 400, "click counts"},
		"sum beyond any sale":  {of(relayapi.KindConversion, replace(`"minor":1000,`, `"minor":4611686018427387904,`)), 400, "beyond any sale"},
		"another sum":          {of(relayapi.KindConversion, replace(`"minor":1000,`, `"minor":1001,`)), 400, "not of what it says"},
		"number of nobody":     {code(affiliate.MaxLinkNumber/2+1, "abcdefgh"), 400, "never reserved"},
		"a name as code":       {code(f.block.FirstNumber, "springsale"), 400, "can't be"},
		"letters of no code":   {code(f.block.FirstNumber, "abcdefg0"), 400, "can't be"},
		"another code":         {code(f.block.FirstNumber, "abcdefgh"), 409, "another code"},
		"code of a slash":      {code(f.block.FirstNumber, "a/b"), 400, "can't be"},
		"reserved code":        {code(f.block.FirstNumber, "v1"), 400, "can't be"},
	} {
		t.Run(name, func(t *testing.T) {
			test.part.Complete = true
			if test.part.Epoch == "" {
				test.part.Epoch = f.epoch
			}
			r, err := f.api.RecoverLogWithResponse(t.Context(), test.part)
			if err != nil || r.StatusCode() != test.status || r.JSONDefault == nil || !strings.Contains(r.JSONDefault.Message, test.says) || r.JSONDefault.Hint == "" {
				t.Fatalf("%v %d %s, want %d that says %q", err, r.StatusCode(), r.Body, test.status, test.says)
			}
			if got := f.entries(""); len(got) != len(all) {
				t.Fatalf("something was stored: %d entries", len(got))
			}
		})
	}
	if got := f.recover(f.api, relayapi.RecoveryPart{Epoch: f.epoch, Entries: []relayapi.Entry{}, Codes: []relayapi.LinkCode{{Number: f.block.FirstNumber, Code: f.block.Codes[0]}}}); got.Head != int64(len(all)) {
		t.Fatalf("the same code again: %+v", got)
	}
}
