package postback

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Parameters of a signed call.
const (
	timeName = "ts"
	signName = "sig"
)

// signedFor is how far a signed call's time may be off, either way. Within it
// a call can be sent again, which changes nothing: an exact duplicate never
// does.
const signedFor = 5 * time.Minute

// Verify checks the signature of a call, for an offer that wants one.
func (r Rules) Verify(given Given, now time.Time) error {
	if len(r.key) == 0 {
		return nil
	}
	at, sig := "", ""
	for _, p := range given {
		// With these, another call would have the same lines.
		if strings.Contains(p.Name+p.Value, "\n") || strings.Contains(p.Name, "=") {
			return errors.New("a signed call has a line break in a parameter, or = in a name: leave them out")
		}
		switch p.Name {
		case timeName:
			at = p.Value
		case signName:
			sig = p.Value
		}
	}
	if at == "" || sig == "" {
		return errors.New("this offer's postbacks must be signed: send ts and sig")
	}
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return errors.New("ts is not a time: send Unix seconds")
	}
	if off := now.Unix() - seconds; off > int64(signedFor/time.Second) || off < -int64(signedFor/time.Second) {
		return errors.New("ts is more than 5 minutes off: send the time of the call, and check the clock")
	}
	got, err := hex.DecodeString(sig)
	if err != nil || !hmac.Equal(got, Sign(r.key, given)) && !hmac.Equal(got, sign(r.key, strings.TrimSuffix(lines(given), "\n"))) {
		return errors.New("sig does not fit the parameters: sign all of them but sig, sorted by name, as name=value lines")
	}
	return nil
}

// Sign is the HMAC-SHA256 over all parameters but sig, as they were sent, with
// names in lower case: sorted by name, a line name=value each. The end of the
// last line may be left out. The lines say what was sent, and nothing else, for
// parameters that Verify takes.
func Sign(key []byte, given Given) []byte { return sign(key, lines(given)) }

func sign(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

func lines(given Given) string {
	signed := slices.DeleteFunc(slices.Clone(given), func(p Param) bool { return p.Name == signName })
	slices.SortFunc(signed, func(a, b Param) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Value, b.Value))
	})
	var text strings.Builder
	for _, p := range signed {
		text.WriteString(p.Name + "=" + p.Value + "\n")
	}
	return text.String()
}
