package desktop

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
)

// historyWord turns ids into names.
type historyWord struct {
	names   names
	groups  map[affiliate.GroupID]string
	devices map[string]string
}

func (s *session) historyWords(ctx context.Context) (historyWord, error) {
	w := historyWord{groups: map[affiliate.GroupID]string{}, devices: map[string]string{}}
	devices, err := s.store.Devices(ctx)
	if err != nil {
		return w, err
	}
	for _, d := range devices {
		w.devices[d.ID] = d.Name
	}
	groups, err := s.store.Groups(ctx)
	if err != nil {
		return w, err
	}
	for _, g := range groups {
		w.groups[g.ID] = g.Name
	}
	w.names, err = s.names(ctx)
	return w, err
}

func (w historyWord) device(id string) string {
	if name := w.devices[id]; name != "" {
		return name
	}
	return "a device that was removed"
}

// historyField is a field of a noun as histories tell of it. What is left out is
// made of other fields, or secret.
type historyField struct {
	name, label string
	say         func(w historyWord, raw json.RawMessage) string // nil for text
}

func (f historyField) says(w historyWord, raw json.RawMessage) string {
	if len(raw) == 0 || string(raw) == "null" {
		return ""
	}
	if f.say != nil {
		return f.say(w, raw)
	}
	return plainValue(raw)
}

// historyFields are the fields by noun, in the order in which forms have them.
var historyFields = map[affiliate.Noun][]historyField{
	affiliate.NounOffer: {
		{"name", "Offer Name", nil}, {"description", "Offer Description", nil}, {"status", "Status", nil},
		{"conversion_type", "Conversion Type", underscored}, {"protocol", "Conversion Tracking", sayProtocol}, {"offer_url", "Offer URL", nil},
		{"landing", "Landing page", nil}, {"utms", "UTMs", sayUTMs}, {"deep_domains", "Deep-link domains", nil}, {"promo_codes", "Promo codes", nil},
		{"ends_on", "End date", nil}, {"window_days", "Attribution window (days)", sayNumber}, {"fallback_url", "Fallback URL", nil},
		{"pass_through", "Passed-on parameters", nil}, {"preset", "Network", sayPreset}, {"postback", "Postback settings", sayChanged},
		{"postback_token", "Postback URL", saySecret}, {"postback_tokens", "Earlier postback URLs", sayTokens},
	},
	affiliate.NounMember: {
		{"name", "Name", nil}, {"email", "E-mail", nil}, {"instagram", "Instagram", nil}, {"tiktok", "TikTok", nil}, {"youtube", "YouTube", nil},
		{"handle", "Other handle", nil}, {"group_id", "Group", sayGroup}, {"tags", "Tags", nil}, {"note", "Note", nil}, {"status", "Status", nil},
		{"promo_codes", "Promo codes", nil}, {"cj_pids", "PIDs at CJ", nil}, {"payee", "Paid to", nil}, {"test", "Test member", nil},
	},
	affiliate.NounLink: {
		{"status", "Status", nil}, {"page", "Landing page", nil}, {"slug", "Readable path", nil}, {"offer_id", "Offer", sayOffer},
		{"member_id", "Member", sayMember}, {"test", "Test link", nil},
	},
	affiliate.NounRule: {{"words", "Payout Option", nil}},
}

// plainValue is a JSON value as a person reads it.
func plainValue(raw json.RawMessage) string {
	var value any
	if json.Unmarshal(raw, &value) != nil {
		return ""
	}
	switch v := value.(type) {
	case string:
		return v
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case []any:
		texts := make([]string, 0, len(v))
		for _, item := range v {
			texts = append(texts, fmt.Sprint(item))
		}
		return strings.Join(texts, ", ")
	}
	return string(raw)
}

func underscored(_ historyWord, raw json.RawMessage) string {
	return strings.ReplaceAll(plainValue(raw), "_", " ")
}

func sayNumber(_ historyWord, raw json.RawMessage) string {
	if string(raw) == "0" {
		return ""
	}
	return string(raw)
}

func sayProtocol(_ historyWord, raw json.RawMessage) string {
	return labelOf(protocolChoices(), plainValue(raw))
}

func labelOf(choices []Choice, value string) string {
	if i := slices.IndexFunc(choices, func(c Choice) bool { return c.Value == value }); i >= 0 {
		return choices[i].Label
	}
	return value
}

func sayPreset(_ historyWord, raw json.RawMessage) string {
	name := plainValue(raw)
	if preset, known := affiliate.PostbackPresetNamed(name); known {
		return preset.Label
	}
	return name
}

func sayUTMs(_ historyWord, raw json.RawMessage) string {
	var utms []affiliate.UTM
	if json.Unmarshal(raw, &utms) != nil {
		return ""
	}
	texts := make([]string, 0, len(utms))
	for _, utm := range utms {
		texts = append(texts, utm.Name+"="+utm.Value)
	}
	return strings.Join(texts, " & ")
}

func sayTokens(_ historyWord, raw json.RawMessage) string {
	var tokens []affiliate.TokenUntil
	if json.Unmarshal(raw, &tokens) != nil {
		return ""
	}
	texts := make([]string, 0, len(tokens))
	for _, t := range tokens {
		texts = append(texts, "one until "+t.Until)
	}
	return strings.Join(texts, ", ")
}

// saySecret names a secret without telling it.
func saySecret(_ historyWord, raw json.RawMessage) string {
	token := plainValue(raw)
	return "…" + token[max(len(token)-4, 0):]
}

// sayChanged tells settings apart without spelling them out: a key is in them.
func sayChanged(_ historyWord, raw json.RawMessage) string {
	var r affiliate.PostbackRules
	if json.Unmarshal(raw, &r) != nil {
		return ""
	}
	var said []string
	for _, n := range r.Names {
		said = append(said, string(n.Field)+" as "+n.Name)
	}
	if r.Amounts != "" {
		said = append(said, "amounts in "+r.Amounts+" units")
	}
	if r.SigningKey != "" {
		said = append(said, "signed")
	}
	if len(r.Networks) > 0 {
		said = append(said, "from "+strings.Join(r.Networks, ", "))
	}
	return strings.Join(said, "; ")
}

func sayGroup(w historyWord, raw json.RawMessage) string {
	return w.groups[affiliate.GroupID(plainValue(raw))]
}
func sayOffer(w historyWord, raw json.RawMessage) string {
	return w.names.offers[affiliate.OfferID(plainValue(raw))]
}
func sayMember(w historyWord, raw json.RawMessage) string {
	return w.names.members[affiliate.MemberID(plainValue(raw))]
}
