package store

func salesView() SQLView {
	return SQLView{Name: "sales", About: "One row for each conversion, of any status. Reports count pending, approved and on_hold, and leave out test purchases.",
		Columns: []SQLColumn{
			{"conversion_id", "Our id of the conversion.", "conversion.id"},
			{"sale_day", "Day of the sale (YYYY-MM-DD) in the workspace's time zone.", ""},
			{"reported_at", "When the first report of it came, in UTC.", orNull("reported_at")},
			{"offer_id", "The offer's id.", orNull("offer_id")},
			{"offer", "The offer's name.", of(offerName, "conversion.offer_id")},
			{"member_id", "Id of the member who is credited; NULL when nobody is.", orNull("member_id")},
			{"member", "The member's name.", of(memberName, "conversion.member_id")},
			{"member_group", "The group that the member was in on the day of the sale.", of(groupName, `(SELECT value FROM main.dated_fact
				WHERE what = 'group' AND subject = conversion.member_id AND since <= conversion.sale_day ORDER BY since DESC LIMIT 1)`)},
			{"link_number", "Number of the link that brought it; NULL without one.", "nullif(link_number, 0)"},
			{"link", "The link's path: what stands behind your domain.", of(linkPath, "conversion.link_number")},
			{"status", "Ours: pending, approved, rejected, on_hold, unresolved or reversed.", ""},
			{"reason", "Why it was decided so.", orNull("reason")},
			{"cj_status", "CJ's: new, extended, locked, closed or corrected; NULL while CJ's row is not here.", orNull("cj_status")},
			{"action_type", "CJ's type of the action, such as advanced_sale.", orNull("action_type")},
			{"order_id", "The shop's order number.", orNull("order_id")},
			{"action_id", "CJ's id of the action (originalActionId).", orNull("action_id")},
			{"click_id", "Our click id, which CJ calls sid.", orNull("click_id")},
			{"promo_codes", "Promo codes of the order, in upper case, separated by commas.", `(SELECT group_concat(code, ',') FROM
				(SELECT code FROM main.conversion_code WHERE conversion_id = conversion.id ORDER BY code))`},
			{"country", "Country that CJ tells of the order, such as US.", "json_extract(" + orNull("order_facts") + ", '$.country')"},
			{"customer", "new or returning, as CJ tells it; NULL when it does not.", "json_extract(" + orNull("order_facts") + ", '$.customer')"},
			{"currency", "Currency of sale_minor and commission_minor.", ""},
			{"sale_minor", "Sale amount in the currency's smallest unit (cents).", ""},
			{"commission_minor", "Network commission, which is what CJ pays for it, in the smallest unit.", ""},
			{"locks_at", "When CJ locks it, in UTC.", orNull("locks_at")},
			{"received_on", "Day on which CJ's payment for it came.", orNull("received_on")},
			{"test", "1 for a test purchase, else 0.", ""},
		}, from: "main.conversion"}
}

func clicksView() SQLView {
	const rejected = `(SELECT coalesce(sum(clicks), 0) FROM main.link_day_rejected AS r WHERE r.number = link_day.number AND r.day = link_day.day)`
	return SQLView{Name: "clicks", About: "Clicks of each link on each day.",
		Columns: []SQLColumn{
			{"day", "Day (YYYY-MM-DD) in the workspace's time zone.", "link_day.day"},
			{"link_number", "The link's number.", "link_day.number"},
			{"link", "The link's path.", "iif(link.slug <> '', link.slug, link.code)"},
			{"offer_id", "The offer's id.", "link.offer_id"},
			{"offer", "The offer's name.", of(offerName, "link.offer_id")},
			{"member_id", "The member's id.", "link.member_id"},
			{"member", "The member's name.", of(memberName, "link.member_id")},
			{"gross_clicks", "All clicks, rejected ones too.", "gross"},
			{"rejected_clicks", "Of them: by robots, previews and repeated clicks.", rejected},
			{"valid_clicks", "Gross clicks less rejected ones, which reports call clicks.", "gross - " + rejected},
			{"unique_clicks", "First clicks of a visitor on the link on that day.", "unique_count"},
			{"test", "1 for a test link, else 0.", "link.test"},
		}, from: "main.link_day LEFT JOIN main.link ON link.number = link_day.number"}
}

func rejectedView() SQLView {
	return SQLView{Name: "rejected_clicks", About: "Rejected clicks of each link on each day, by why they don't count.",
		Columns: []SQLColumn{
			{"day", "Day (YYYY-MM-DD) in the workspace's time zone.", ""},
			{"link_number", "The link's number.", "rejected.number"},
			{"member_id", "The member's id.", "link.member_id"},
			{"member", "The member's name.", of(memberName, "link.member_id")},
			{"reason", "Why they don't count, such as bot or prefetch.", ""},
			{"clicks", "How many.", ""},
			{"test", "1 for a test link, else 0.", "link.test"},
		}, from: "main.link_day_rejected AS rejected LEFT JOIN main.link ON link.number = rejected.number"}
}

func membersView() SQLView {
	return SQLView{Name: "members", About: "Members as they are now. How they are paid is in no view.",
		Columns: []SQLColumn{
			{"member_id", "The member's id.", "member.id"},
			{"name", "The member's name.", "member.name"},
			{"email", "The member's e-mail address.", "nullif(json_extract(fields, '$.email'), '')"},
			{"status", "active, paused or archived.", ""},
			{"member_group", "The group that the member is in now.", of(groupName, "json_extract(member.fields, '$.group_id')")},
			{"tags", "Your tags, separated by commas.", `(SELECT group_concat(value, ',') FROM json_each(member.fields, '$.tags'))`},
			{"promo_codes", "The member's promo codes, separated by commas.", `(SELECT group_concat(value, ',') FROM json_each(member.fields, '$.promo_codes'))`},
			{"instagram", "Name on Instagram.", "nullif(json_extract(fields, '$.instagram'), '')"},
			{"tiktok", "Name on TikTok.", "nullif(json_extract(fields, '$.tiktok'), '')"},
			{"created_at", "When the member was added, in UTC.", "nullif(json_extract(fields, '$.created_at'), '')"},
			{"test", "1 when all of the member's links are for tests.", "coalesce(json_extract(fields, '$.test'), 0)"},
		}, from: "main.member WHERE NOT coalesce(json_extract(fields, '$.removed'), 0)"}
}

func linksView() SQLView {
	return SQLView{Name: "links", About: "Links as they are now.",
		Columns: []SQLColumn{
			{"link_number", "The link's number, by which clicks and sales name it.", "number"},
			{"link", "Its path: what stands behind your domain.", "iif(slug <> '', slug, code)"},
			{"code", "The code that always leads to it.", ""},
			{"offer_id", "The offer's id.", ""},
			{"offer", "The offer's name.", of(offerName, "link.offer_id")},
			{"member_id", "The member's id.", ""},
			{"member", "The member's name.", of(memberName, "link.member_id")},
			{"status", "active, paused or archived.", ""},
			{"landing_page", "A page of its own; NULL for the offer's.", orNull("page")},
			{"created_at", "When it was made, in UTC.", ""},
			{"test", "1 for a test link, else 0.", ""},
		}, from: "main.link"}
}

func offersView() SQLView {
	return SQLView{Name: "offers", About: "Offers as they are now.",
		Columns: []SQLColumn{
			{"offer_id", "The offer's id.", "id"},
			{"name", "The offer's name.", ""},
			{"status", "active, paused or archived.", ""},
			{"type", "link or code: Link Tracking Offer or Promo Code Offer.", "coalesce(nullif(json_extract(fields, '$.type'), ''), 'link')"},
			{"conversion_type", "What it counts: sale, lead, email_submit or download.", "json_extract(fields, '$.conversion_type')"},
			{"landing_page", "Where shoppers arrive.", "nullif(json_extract(fields, '$.landing'), '')"},
			{"ends_on", "Last day whose sales count; NULL without an end.", "nullif(json_extract(fields, '$.ends_on'), '')"},
			{"created_at", "When it was added, in UTC.", "nullif(json_extract(fields, '$.created_at'), '')"},
		}, from: "main.offer"}
}
