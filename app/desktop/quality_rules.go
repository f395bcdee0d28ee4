package desktop

import (
	"context"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// Quality shows which clicks count and which don't, and changes what the
// workspace itself does not count.
type Quality struct{ app *App }

// Rules are what the workspace does not count, beside what the relay rejects
// by itself.
func (q *Quality) Rules() (ClickRulesForm, error) {
	return do(q.app, func(s *session) (ClickRulesForm, error) {
		rules, err := s.store.ClickRules(context.Background())
		return viewClickRules(rules), err
	})
}

// SaveRules changes them for new clicks. Those that are kept stay as they were
// judged until somebody judges them anew.
func (q *Quality) SaveRules(form ClickRulesEdit) (ClickRulesForm, error) {
	return do(q.app, func(s *session) (ClickRulesForm, error) {
		ctx := context.Background()
		rules, err := readClickRules(form.Rules)
		if err != nil {
			return form.Rules, err
		}
		stands, err := s.store.ClickRules(ctx)
		if err != nil {
			return form.Rules, err
		}
		stands = stands.Plain()
		now, err := edited(stands, clickRulesOf(form.Was), rules)
		if err != nil {
			return form.Rules, err
		}
		fields, err := changed(stands, now)
		if err != nil || len(fields) == 0 {
			return viewClickRules(now), err
		}
		return viewClickRules(now), s.commit(ctx, change(affiliate.NounSetting, affiliate.SettingClickRules, fields))
	})
}

// publicClickRules are the relay's rows of the rules; nil where there are none.
func (s *session) publicClickRules(ctx context.Context) (*relayapi.ClickRules, error) {
	rules, err := s.store.ClickRules(ctx)
	if err != nil || rules.Empty() {
		return nil, err
	}
	public := relayClickRules(rules)
	return &public, nil
}

func relayClickRules(r affiliate.ClickRules) relayapi.ClickRules {
	r = r.Plain() // no list is absent
	return relayapi.ClickRules{Referrers: r.Referrers, Agents: r.Agents, Networks: r.Networks}
}

// readClickRules checks each list by itself, so that the form says where to
// look.
func readClickRules(form ClickRulesForm) (affiliate.ClickRules, error) {
	rules := clickRulesOf(form)
	for i, host := range rules.Referrers {
		rules.Referrers[i] = pastedHost(host)
	}
	rules = rules.Plain()
	for name, part := range map[string]affiliate.ClickRules{
		"referrers": {Referrers: rules.Referrers}, "agents": {Agents: rules.Agents}, "networks": {Networks: rules.Networks},
	} {
		if err := part.Check(); err != nil {
			return rules, field(name, sentence(err.Error()))
		}
	}
	return rules, nil
}

// pastedHost takes the host out of an address that somebody pasted.
func pastedHost(text string) string {
	if _, rest, found := strings.Cut(text, "://"); found {
		text = rest
	}
	text, _, _ = strings.Cut(text, "/")
	return strings.TrimPrefix(strings.TrimPrefix(text, "*."), "www.")
}

func clickRulesOf(form ClickRulesForm) affiliate.ClickRules {
	return affiliate.ClickRules{Referrers: form.Referrers, Agents: form.Agents, Networks: form.Networks}.Plain()
}

func viewClickRules(r affiliate.ClickRules) ClickRulesForm {
	r = r.Plain()
	return ClickRulesForm{Referrers: r.Referrers, Agents: r.Agents, Networks: r.Networks}
}
