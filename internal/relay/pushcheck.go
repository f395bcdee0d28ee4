package relay

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/google/uuid"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/relay/postback"
	"linkledger/internal/relayapi"
)

// Limits of a push.
const (
	maxPushed      = 1000
	maxEntryBody   = 64 << 10
	maxClaimKeys   = 100_000
	maxTokenHashes = 4
	// maxLandingQuery bounds what is put on a landing page.
	maxLandingQuery = 1000
	// sealOverhead is version, key id, nonce and tag of a sealed body.
	sealOverhead = 1 + 4 + 24 + 16
)

var (
	kindForm = regexp.MustCompile(`^[a-z][a-z0-9_.-]{0,31}$`)
	idForm   = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	keyForm  = regexp.MustCompile(`^[A-Za-z0-9_:.-]{0,128}$`)
	hashForm = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// checkPush checks all that can be told without the store, and reads the
// claims, by the index of their entries.
func (s server) checkPush(p relayapi.Push) (map[int]relayapi.ClaimBody, error) {
	for what, n := range map[string]int{"entries": len(p.Entries), "links": len(p.Links), "offers": len(p.Offers)} {
		if n > maxPushed {
			return nil, invalid(fmt.Sprintf("There are %d %s; a push has at most %d.", n, what, maxPushed), "Send them in parts.")
		}
	}
	claims := map[int]relayapi.ClaimBody{}
	for i, e := range p.Entries {
		err := checkEntry(e)
		if err == nil && e.Kind == relayapi.KindClaim {
			claims[i], err = claimOf(e.Body)
		}
		if err != nil {
			return nil, invalid(fmt.Sprintf("Entry %d of the push is refused: %s.", i+1, err), "Nothing was stored. Update the program.")
		}
	}
	for _, l := range p.Links {
		if err := s.checkLink(l); err != nil {
			return nil, invalid(fmt.Sprintf("Link %d is refused: %s.", l.Number, err), "Nothing was stored. Correct the link.")
		}
	}
	for _, o := range p.Offers {
		if err := s.checkOffer(o); err != nil {
			return nil, invalid(fmt.Sprintf("Offer %q is refused: %s.", cut(o.ID, 40), err), "Nothing was stored. Correct the offer.")
		}
	}
	if p.ClickRules != nil {
		if err := ownClickRules(*p.ClickRules).Check(); err != nil {
			return nil, invalid(fmt.Sprintf("The rules of clicks are refused: %s.", err), "Nothing was stored. Correct the rules.")
		}
	}
	return claims, nil
}

func checkEntry(e relayapi.NewEntry) error {
	switch {
	case e.Kind == relayapi.KindClicks || e.Kind == relayapi.KindConversion:
		return fmt.Errorf("only the relay writes %s", e.Kind)
	case e.Actor == relayapi.RelayDevice:
		return errors.New("its actor is missing or has a wrong form")
	}
	if err := checkEnvelope(e); err != nil {
		return err
	}
	return checkBody(e)
}

// checkEnvelope checks what stands around a body, and that it is an object.
func checkEnvelope(e relayapi.NewEntry) error {
	if _, err := uuid.Parse(e.ID); err != nil || len(e.ID) != 36 {
		return errors.New("its id is not a UUID")
	}
	body := bytes.TrimSpace(e.Body)
	switch {
	case !kindForm.MatchString(e.Kind):
		return errors.New("its kind has a wrong form")
	case e.Schema < 1:
		return errors.New("its schema version is missing")
	case !idForm.MatchString(e.Actor):
		return errors.New("its actor is missing or has a wrong form")
	case e.Time.IsZero() || e.Time.Year() < 2000 || e.Time.Year() > 9999:
		return errors.New("its time is missing or wrong")
	case !keyForm.MatchString(e.Key):
		return errors.New("its key has a wrong form")
	case len(body) < 2 || body[0] != '{' || !json.Valid(body):
		return errors.New("its body is not a JSON object")
	}
	return nil
}

// checkBody checks a body that a device wrote.
func checkBody(e relayapi.NewEntry) error {
	body := bytes.TrimSpace(e.Body)
	switch {
	case e.Kind != relayapi.KindClaim && len(body) > maxEntryBody:
		return fmt.Errorf("its body is longer than %d KiB", maxEntryBody>>10)
	case e.Kind == relayapi.KindChange || e.Kind == relayapi.KindCJ:
		if !e.Time.Equal(e.Time.Truncate(time.Millisecond)) {
			return errors.New("its time is finer than the milliseconds that its seal covers")
		}
		return checkSealed(body)
	}
	return nil
}

// checkSealed refuses what would give a workspace's data away.
func checkSealed(body []byte) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	var sealed relayapi.Sealed
	if err := d.Decode(&sealed); err != nil || len(sealed.Sealed) < sealOverhead {
		return errors.New("its body is not sealed")
	}
	return nil
}

// checkOffer checks the fields that are present.
func (s server) checkOffer(o relayapi.PublicOffer) error {
	if !idForm.MatchString(o.ID) {
		return errors.New("its id is missing or has a wrong form")
	}
	if o.Status != "" && !o.Status.Valid() {
		return errors.New("its status must be active or paused")
	}
	if o.Destination != "" {
		if err := s.urls.CheckURL(o.Destination); err != nil {
			return fmt.Errorf("its destination can't be used: %w", err)
		}
	}
	if o.FallbackURL != nil && *o.FallbackURL != "" {
		err := s.urls.CheckURL(*o.FallbackURL)
		if err == nil && strings.Contains(*o.FallbackURL, affiliate.LandingMacro) {
			err = errors.New("{landing_page} is for the destination alone")
		}
		if err != nil {
			return fmt.Errorf("its fallback URL can't be used: %w", err)
		}
	}
	if err := affiliate.CheckPassThrough(o.PassThrough); err != nil {
		return err
	}
	if err := checkPostback(o); err != nil {
		return err
	}
	if o.Currency != "" {
		if _, err := money.ParseCurrency(o.Currency); err != nil {
			return err
		}
	}
	if o.Protocol != "" && !o.Protocol.Valid() {
		return errors.New("its tracking protocol is not known to this relay")
	}
	if ends := relayapi.Text(o.EndsAt); ends != "" {
		if _, err := time.Parse(time.RFC3339, ends); err != nil {
			return errors.New("its end is not a time")
		}
	}
	if err := s.checkLanding(o); err != nil {
		return err
	}
	return errors.Join(checkTokenHashes(o.PostbackTokenHashes), checkTokenHashes(o.TagTokenHashes))
}

// checkLanding checks the page that stands in a destination. The operator's
// list of hosts is for destinations; where those lead on is the network's.
func (s server) checkLanding(o relayapi.PublicOffer) error {
	if landing := relayapi.Text(o.Landing); landing != "" {
		if err := s.landingPages().CheckPage(landing); err != nil {
			return fmt.Errorf("its landing page can't be used: %w", err)
		}
	}
	query := relayapi.Text(o.LandingQuery)
	switch {
	case len(query) > maxLandingQuery:
		return fmt.Errorf("what is put on its landing page is longer than %d characters", maxLandingQuery)
	case strings.Contains(query, "#"), strings.Contains(query, affiliate.LandingMacro):
		return errors.New("what is put on its landing page holds # or {landing_page}")
	}
	if err := s.landingPages().CheckURL(affiliate.JoinLanding("https://shop.example/", query)); err != nil {
		return fmt.Errorf("what is put on its landing page can't be used: %w", err)
	}
	return nil
}

// landingPages says which landing pages are allowed.
func (s server) landingPages() affiliate.URLPolicy {
	return affiliate.URLPolicy{Loopback: s.urls.Loopback}
}

// checkPostback checks preset and rules, each where it is present.
func checkPostback(o relayapi.PublicOffer) error {
	preset := o.Preset
	if preset == "" {
		preset = affiliate.PresetCJ
	}
	if _, err := postback.NewRules(preset, o.Postback); err != nil {
		return fmt.Errorf("its postbacks can't be read: %w", err)
	}
	return nil
}

func checkTokenHashes(hashes []string) error {
	if len(hashes) > maxTokenHashes {
		return fmt.Errorf("it has %d tokens of a kind; at most %d overlap", len(hashes), maxTokenHashes)
	}
	for i, hash := range hashes {
		for _, other := range hashes[:i] {
			if hash == other {
				return errors.New("it has a token twice")
			}
		}
		if !hashForm.MatchString(hash) {
			return errors.New("a token is not given as a SHA-256 in lower-case hex")
		}
	}
	return nil
}
