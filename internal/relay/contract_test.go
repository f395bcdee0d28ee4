package relay_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"linkledger/internal/relayapi"
)

// call is one request of an operation, and the type of its answer: nil for an
// answer without a body, []byte for one that is no JSON.
type call struct {
	operation, method, path, token string
	body                           any // marshalled unless it is a string
	status                         int
	answer                         any
}

// TestEveryOperationKeepsTheContract drives each operation of openapi.yaml over
// HTTP. An answer may hold nothing but what the contract names, and all that it
// requires; the fields of the generated types say both.
func TestEveryOperationKeepsTheContract(t *testing.T) {
	f := start(t)
	second := f.device("Second")
	slot := f.openPairing()
	j := f.joiner(slot, letters, newToken)
	at := func(suffix string) string { return fmt.Sprintf("/v1/pairings/%d%s", slot, suffix) }
	f.postback("transaction_id=" + f.click() + "&amount=5&order_id=o1")
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	id, mine := uuid.NewString(), f.connection.Token
	claims := relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{claim(relayapi.Claim, "p1", "k1")}}
	rival := relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{claim(relayapi.Claim, "p2", "k1")}}
	problem := relayapi.Problem{}
	calls := []call{
		{"GetWorkspace", "GET", "/v1/workspace", mine, nil, 200, relayapi.Workspace{}},
		{"GetWorkspace", "GET", "/v1/workspace", "lld_nobody", nil, 401, problem},
		{"ReserveBlock", "POST", "/v1/blocks", mine, relayapi.BlockRequest{Size: 2}, 201, relayapi.Block{}},
		{"ReserveBlock", "POST", "/v1/blocks", mine, relayapi.BlockRequest{}, 400, problem},
		{"PushLog", "POST", "/v1/log", mine, claims, 200, relayapi.PushResult{}},
		{"PushLog", "POST", "/v1/log", second.Token, rival, 409, problem},
		{"PushLog", "POST", "/v1/log", mine, relayapi.Push{Epoch: "old"}, 409, problem},
		{"PushLog", "POST", "/v1/log", mine, "{broken", 400, problem},
		{"PushLog", "POST", "/v1/log", mine, `{"epoch":"` + strings.Repeat("x", 9<<20) + `"}`, 413, problem},
		{"PullLog", "GET", "/v1/log?after=0", mine, nil, 200, relayapi.Page{}},
		{"PullLog", "GET", "/v1/log?after=0&wait=50&epoch=" + f.epoch, mine, nil, 200, relayapi.Page{}},
		{"PullLog", "GET", "/v1/log?after=0&wait=51", mine, nil, 400, problem},
		{"PullLog", "GET", "/v1/log", mine, nil, 400, problem},
		{"PreviewLinks", "POST", "/v1/links/preview", mine, relayapi.PreviewRequest{Numbers: []int64{f.block.FirstNumber, 999}}, 200, relayapi.Previews{}},
		{"PreviewLinks", "POST", "/v1/links/preview", mine, relayapi.PreviewRequest{Numbers: make([]int64, 1001)}, 400, problem},
		{"PreviewLinks", "POST", "/v1/links/preview", "", relayapi.PreviewRequest{Numbers: []int64{1}}, 401, problem},
		{"ListClicks", "GET", fmt.Sprintf("/v1/clicks?link=%d", f.block.FirstNumber), mine, nil, 200, []relayapi.Click{}},
		{"GroupClicks", "POST", "/v1/clicks/groups", mine, relayapi.ClickQuestion{From: "2026-11-01", To: "2026-11-30", By: []relayapi.ClickProperty{"country", "hour"}}, 200, relayapi.ClickGroups{}},
		{"GroupClicks", "POST", "/v1/clicks/groups", mine, relayapi.ClickQuestion{From: "2026-11-01", To: "2026-11-30", By: []relayapi.ClickProperty{"mood"}}, 400, problem},
		{"PageClicks", "POST", "/v1/clicks/page", mine, relayapi.ClickPageQuestion{From: "2026-11-01", To: "2026-11-30"}, 200, relayapi.ClickPage{}},
		{"PageClicks", "POST", "/v1/clicks/page", mine, relayapi.ClickPageQuestion{From: "2026-11-01", To: "2026-11-30", After: "?"}, 400, problem},
		{"JudgeClicks", "POST", "/v1/clicks/judgements", mine, relayapi.JudgeQuestion{Preview: true, Rules: &relayapi.ClickRules{Agents: []string{"iphone os 19"}}}, 200, relayapi.Judgements{}},
		{"JudgeClicks", "POST", "/v1/clicks/judgements", mine, relayapi.JudgeQuestion{Rules: &relayapi.ClickRules{}}, 400, problem},
		{"ListPostbacks", "GET", "/v1/postbacks", mine, nil, 200, []relayapi.PostbackCall{}},
		{"ListDevices", "GET", "/v1/devices", mine, nil, 200, []relayapi.DeviceInfo{}},
		{"RecoverLog", "POST", "/v1/recovery", mine, relayapi.RecoveryPart{Epoch: f.epoch, Complete: true}, 409, problem}, // nothing was lost
		{"RecoverLog", "POST", "/v1/recovery", mine, relayapi.RecoveryPart{Epoch: "old"}, 409, problem},
		{"GetSnapshot", "GET", "/v1/snapshot", mine, nil, 404, problem},
		{"PutSnapshotPart", "PUT", "/v1/snapshot/" + id + "/parts/0", mine, "sealed bytes", 204, nil},
		{"PutSnapshotPart", "PUT", "/v1/snapshot/" + id + "/parts/x", mine, "sealed bytes", 400, problem},
		{"PutSnapshotPart", "PUT", "/v1/snapshot/" + id + "/parts/1", mine, strings.Repeat("x", 5<<20), 413, problem},
		{"PutSnapshot", "POST", "/v1/snapshot", mine, relayapi.NewSnapshot{ID: id, Epoch: f.epoch, Seq: 1, Schema: 1, Parts: 1}, 204, nil},
		{"GetSnapshot", "GET", "/v1/snapshot", mine, nil, 200, relayapi.Snapshot{}},
		{"GetSnapshotPart", "GET", "/v1/snapshot/" + id + "/parts/0", mine, nil, 200, []byte{}},
		{"GetSnapshotPart", "GET", "/v1/snapshot/" + id + "/parts/1", mine, nil, 404, problem},
		{"OpenPairing", "POST", "/v1/pairings", mine, relayapi.NewPairing{Verifier: letters.Verifier}, 201, relayapi.Pairing{}},
		{"OpenPairing", "POST", "/v1/pairings", mine, relayapi.NewPairing{Verifier: letters.Verifier}, 201, relayapi.Pairing{}},
		{"OpenPairing", "POST", "/v1/pairings", mine, relayapi.NewPairing{Verifier: letters.Verifier}, 429, problem},
		{"JoinPairing", "POST", at("/join"), "", j.join, 202, nil},
		{"JoinPairing", "POST", "/v1/pairings/0/join", "", j.join, 404, problem},
		{"JoinPairing", "POST", at("/join"), "", `{"name":"` + strings.Repeat("x", 20<<10) + `"}`, 413, problem},
		{"GetPairing", "GET", at(""), mine, nil, 200, relayapi.Pairing{}},
		{"GetPairing", "GET", at(""), "", nil, 401, problem},
		{"GetPairingResult", "GET", at("/result"), newToken, nil, 200, relayapi.PairingResult{}},
		{"DecidePairing", "POST", at(""), mine, relayapi.PairingDecision{Approve: true, Package: []byte("k"), Proof: make([]byte, 32)}, 204, nil},
		{"GetPairingResult", "GET", at("/result"), newToken, nil, 200, relayapi.PairingResult{}},
		{"GetPairingResult", "GET", at("/result"), "lld_nobody", nil, 404, problem},
		{"RemoveDevice", "DELETE", "/v1/devices/" + second.DeviceID, mine, nil, 204, nil},
		{"RemoveDevice", "DELETE", "/v1/devices/nobody", mine, nil, 404, problem},
	}
	driven := map[string]bool{}
	for _, c := range calls {
		driven[c.operation] = true
		if err := f.keeps(c); err != nil {
			t.Errorf("%s %s (%d): %v", c.method, c.path, c.status, err)
		}
	}
	contract, err := os.ReadFile("../relayapi/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range regexp.MustCompile(`operationId: (\w)(\w+)`).FindAllSubmatch(contract, -1) {
		if name := strings.ToUpper(string(found[1])) + string(found[2]); !driven[name] {
			t.Errorf("%s is not driven", name)
		}
	}
}

// TestWhoAsksWithoutATokenLearnsThatItIsARelay: this is how a device that looks
// at a link domain tells the relay from other servers.
func TestWhoAsksWithoutATokenLearnsThatItIsARelay(t *testing.T) {
	response, err := http.Get(start(t).server.URL + "/v1/workspace")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusUnauthorized || !strings.Contains(string(body), `"code":"unauthorized"`) {
		t.Errorf("%v, %d %s", err, response.StatusCode, body)
	}
}

func (f *fixture) keeps(c call) error {
	body, ok := c.body.(string)
	if !ok && c.body != nil {
		raw, err := json.Marshal(c.body)
		if err != nil {
			return err
		}
		body = string(raw)
	}
	req, err := http.NewRequestWithContext(f.t.Context(), c.method, f.server.URL+c.path, strings.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	if c.method == http.MethodPut {
		req.Header.Set("Content-Type", "application/octet-stream")
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	response, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	switch {
	case err != nil:
		return err
	case response.StatusCode != c.status:
		return fmt.Errorf("it answers %d %.300s", response.StatusCode, answer)
	case response.Header.Get("Cache-Control") != "no-store":
		return fmt.Errorf("it may be cached")
	case (c.status == 429 || c.status == 503) != (response.Header.Get("Retry-After") != ""):
		return fmt.Errorf("Retry-After is %q", response.Header.Get("Retry-After"))
	case c.answer == nil && len(answer) > 0:
		return fmt.Errorf("it has a body: %.300s", answer)
	case c.answer == nil:
		return nil
	}
	if _, raw := c.answer.([]byte); raw {
		return nil
	}
	if got := response.Header.Get("Content-Type"); got != "application/json" {
		return fmt.Errorf("its type is %q", got)
	}
	into := reflect.New(reflect.TypeOf(c.answer))
	d := json.NewDecoder(bytes.NewReader(answer))
	d.DisallowUnknownFields()
	if err := d.Decode(into.Interface()); err != nil {
		return fmt.Errorf("%w in %.300s", err, answer)
	}
	var plain any
	if err := json.Unmarshal(answer, &plain); err != nil {
		return err
	}
	return complete(plain, into.Type().Elem())
}

// complete checks that all required fields are there, and not null: those that
// the generated types don't leave out when empty, and that are no pointers.
func complete(value any, t reflect.Type) error {
	if t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct {
		list, ok := value.([]any)
		if !ok {
			return fmt.Errorf("%v is no list of %s", value, t.Elem())
		}
		for _, one := range list {
			if err := complete(one, t.Elem()); err != nil {
				return err
			}
		}
		return nil
	}
	if t.Kind() != reflect.Struct || t.PkgPath() != reflect.TypeFor[relayapi.Page]().PkgPath() {
		return nil
	}
	object, ok := value.(map[string]any)
	if !ok {
		return fmt.Errorf("%v is no %s", value, t)
	}
	for field := range t.Fields() {
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		held, there := object[name]
		optional := strings.Contains(options, "omitempty") || field.Type.Kind() == reflect.Pointer
		switch {
		case !there && optional, held == nil && optional:
		case !there || held == nil:
			return fmt.Errorf("%s.%s is missing", t.Name(), name)
		default:
			if err := complete(held, field.Type); err != nil {
				return err
			}
		}
	}
	return nil
}

// TestTheChecksFindWhatIsMissing shows that complete can fail.
func TestTheChecksFindWhatIsMissing(t *testing.T) {
	for body, ok := range map[string]bool{
		`{"epoch":"e","head":1,"entries":[]}`: true, `{"epoch":"e","head":1}`: false, `{"epoch":"e","head":1,"entries":null}`: false,
		`{"epoch":"e","head":1,"entries":[{"seq":1}]}`: false,
	} {
		var plain any
		if err := json.Unmarshal([]byte(body), &plain); err != nil {
			t.Fatal(err)
		}
		if err := complete(plain, reflect.TypeFor[relayapi.Page]()); (err == nil) != ok {
			t.Errorf("%s: %v", body, err)
		}
	}
}
