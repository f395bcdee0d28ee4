package relayapi_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"linkledger/internal/relayapi"
)

func TestPairingCodesAreReadAsPeopleTypeThem(t *testing.T) {
	want := relayapi.PairingCode{RelayURL: "https://go.brand.example", Slot: 12, Letters: "BCDFGHJK"}
	for _, text := range []string{
		want.String(), "go.brand.example/12-BCDF-GHJK", "https://go.brand.example/12-BCDF-GHJK", " go.brand.example/12-bcdf-ghjk\n",
		"GO.Brand.Example/12 BCDF GHJK", "go.brand.example/12bcdfghjk", "go.brand.example / 0012 — bcdf – ghjk", "go.brand.example/12-BC DF-GH-JK",
	} {
		if got, err := relayapi.ParsePairingCode(text); err != nil || got != want {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
	for _, c := range []relayapi.PairingCode{
		{RelayURL: "http://127.0.0.1:8080", Slot: 1, Letters: "ZZZZZZZZ"}, {RelayURL: "http://[::1]:8080", Slot: 9999, Letters: "BCDFGHJK"},
		{RelayURL: "https://go.brand.example:8443", Slot: 7, Letters: "WXZBWXZB"}, {RelayURL: "http://localhost:1", Slot: 7, Letters: "WXZBWXZB"},
	} {
		if got, err := relayapi.ParsePairingCode(c.String()); err != nil || got != c {
			t.Errorf("%s is %+v, %v", c, got, err)
		}
	}
}

func TestWhatIsNoPairingCode(t *testing.T) {
	for text, says := range map[string]string{
		"":                                                "all of it",
		"12-BCDF-GHJK":                                    "all of it",
		"/12-BCDF-GHJK":                                   "relay's host",
		"http://go.brand.example/12-BCDF-GHJK":            "relay's host",
		"ftp://go.brand.example/12-BCDF-GHJK":             "relay's host",
		"ann@go.brand.example/12-BCDF-GHJK":               "relay's host",
		"go.brand.example/x/12-BCDF-GHJK":                 "relay's host",
		"go.brand.example?x=/12-BCDF-GHJK":                "relay's host",
		"go.brand.example#/12-BCDF-GHJK":                  "relay's host",
		`evil.example\go.brand.example/1BCDFGHJK`:         "relay's host",
		"go.brand.example/BCDF-GHJK":                      "number",
		"go.brand.example/0-BCDF-GHJK":                    "number",
		"go.brand.example/10000-BCDF-GHJK":                "number",
		"go.brand.example/99999999999999999999-BCDF-GHJK": "number",
		"go.brand.example/12-BCDF-GHJ":                    "8 letters",
		"go.brand.example/12-BCDF-GHJKL":                  "8 letters",
		"go.brand.example/12-BCDF-GHJA":                   "8 letters",
		"go.brand.example/12-BC1F-GHJK":                   "8 letters",
		"go.brand.example/12-BCDF-GHJÉ":                   "8 letters",
		strings.Repeat("x", 400) + "/12-BCDF-GHJK":        "too long",
	} {
		c, err := relayapi.ParsePairingCode(text)
		if !errors.Is(err, relayapi.ErrPairingCode) || !strings.Contains(err.Error(), says) || c != (relayapi.PairingCode{}) {
			t.Errorf("%q: %+v, %v, want it to say %q", text, c, err, says)
		}
	}
}

func TestPairingLettersAreDrawnEvenly(t *testing.T) {
	seen, letters := map[string]bool{}, map[rune]int{}
	for range 2000 {
		c := relayapi.NewPairingCode()
		if seen[c.Letters] || len(c.Letters) != 8 {
			t.Fatalf("drew %q", c.Letters)
		}
		seen[c.Letters] = true
		for _, l := range c.Letters {
			letters[l]++
		}
	}
	for l, n := range letters { // 800 each; 6 standard deviations are 165
		if n < 635 || n > 965 {
			t.Errorf("%c was drawn %d times", l, n)
		}
	}
	if len(letters) != 20 {
		t.Errorf("%d different letters", len(letters))
	}
}

func TestPairingProofs(t *testing.T) {
	code := relayapi.PairingCode{Letters: "BCDFGHJK"}
	keys := code.Keys()
	if other := (relayapi.PairingCode{Letters: "BCDFGHJK", Slot: 3, RelayURL: "https://x.example"}).Keys(); !bytes.Equal(other.Verifier, keys.Verifier) {
		t.Fatal("the keys must follow from the letters alone")
	}
	if other := (relayapi.PairingCode{Letters: "BCDFGHJL"}).Keys(); bytes.Equal(other.Verifier, keys.Verifier) {
		t.Fatal("other letters, the same keys")
	}
	request := relayapi.PairingRequest{Name: "Ann's laptop", PublicKey: "age1x", Proof: keys.RequestProof("age1x", "Ann's laptop")}
	if !keys.ProvesRequest(request) || !keys.ProvesApproval([]byte("keys"), keys.ApprovalProof([]byte("keys"))) {
		t.Fatal("a right proof is refused")
	}
	renamed, rekeyed, moved := request, request, request
	renamed.Name, rekeyed.PublicKey = "Bob's laptop", "age1y"
	moved.Name, moved.PublicKey = "x\x00Ann's laptop", "age1"
	for _, bad := range []relayapi.PairingRequest{renamed, rekeyed, moved, {}} {
		if keys.ProvesRequest(bad) {
			t.Errorf("%+v is proven", bad)
		}
	}
	if keys.ProvesApproval([]byte("other"), keys.ApprovalProof([]byte("keys"))) || keys.ProvesApproval([]byte("keys"), keys.RequestProof("keys", "")) {
		t.Error("a wrong approval is proven")
	}
}

func FuzzPairingCode(f *testing.F) {
	for _, seed := range []string{"go.brand.example/12-BCDF-GHJK", "http://127.0.0.1:1/1bcdfghjk", "//", "[::1]/1-BCDF-GHJK", "\u2028/9"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := relayapi.ParsePairingCode(text)
		if err != nil {
			if !errors.Is(err, relayapi.ErrPairingCode) {
				t.Fatal(err)
			}
			return
		}
		if again, err := relayapi.ParsePairingCode(c.String()); err != nil || again != c {
			t.Fatalf("%q is %+v, and again %+v, %v", text, c, again, err)
		}
	})
}
