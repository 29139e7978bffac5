namespace Integration.CoreApp.Archive.Crossing;

/// <summary>Statements of the cross-reference; <c>{u}</c> is the table of what has arrived.</summary>
internal static class MeetingSql
{
    public static readonly string[] Columns = ["n", "party", "number", "system", "source", "at", "message", "account", "service", "name", "name_key", "address_key", "profile", "work"];

    /// <summary>Which of the statements say something that is not known yet; the others cost nothing further.</summary>
    public const string News = """
        SELECT CAST(u.n AS bigint) AS n
        FROM {u}
        LEFT JOIN {t}identity i ON i.system = u.system AND i.kind = 'customer' AND i.external_id = u.number
        LEFT JOIN {t}identity k ON k.system = u.system AND k.kind = 'account' AND k.external_id = u.account
        LEFT JOIN {t}party p ON p.party_no = u.party
        WHERE u.profile = '1' OR (p.party_no IS NULL AND (u.number IS NOT NULL OR EXISTS (SELECT 1 FROM {t}product f WHERE f.customer_no = u.party))) OR (u.number IS NOT NULL AND i.party_no IS NULL)
          OR (u.account IS NOT NULL AND k.party_no IS DISTINCT FROM u.party)
          OR (u.name_key IS NOT NULL AND p.name_key IS NULL)
          OR (u.work IS NOT NULL AND EXISTS (
            SELECT 1 FROM {t}identity w JOIN {t}party l ON l.party_no = w.party_no WHERE w.kind = 'workOrder' AND w.external_id = u.work AND w.party_no <> u.party AND l.root_no <> p.root_no))
          OR (u.service IS NOT NULL AND EXISTS (
            SELECT 1 FROM {t}product q LEFT JOIN {t}party r ON r.party_no = q.customer_no
            WHERE q.service_key = u.service AND q.customer_no <> u.party AND q.status <> 'terminated' AND COALESCE(r.root_no, q.customer_no) <> p.root_no))
        """;

    /// <summary>Customers of their own that the hub had joined to another while it only knew their number.</summary>
    public const string Grown = """
        SELECT DISTINCT l.party_no AS party, l.into_no AS into_no, l.cause AS cause
        FROM {u} JOIN {t}party_link l ON l.party_no = u.party AND l.undone_at IS NULL AND l.actor = 'hub' JOIN {t}customer c ON c.customer_no = u.party
        WHERE u.profile = '1'
        """;

    /// <summary>Customers whose own record has arrived for the first time: what waited for them is looked at.</summary>
    public const string Newcomers = "SELECT DISTINCT u.party FROM {u} LEFT JOIN {t}party p ON p.party_no = u.party WHERE u.profile = '1' AND p.known IS NULL";

    public const string DoubtedAccounts = """
        SELECT DISTINCT d.entity_key AS account FROM {u} JOIN {t}difference d ON d.entity = 'billingAccount' AND d.entity_key = u.account AND d.attribute = 'customerNo' AND d.state <> 'closed'
        """;

    // A mention by another system never renames a customer whose own record is here.
    public const string Parties = """
        INSERT INTO {t}party AS t (party_no, root_no, name, name_key, address_key, named_at)
        SELECT party, party, MAX(name), MAX(name_key), MAX(address_key), MAX({at})
        FROM {u}
        WHERE number IS NOT NULL OR EXISTS (SELECT 1 FROM {t}product p WHERE p.customer_no = party)
        GROUP BY party
        ON CONFLICT (party_no) DO UPDATE SET
          name = COALESCE(excluded.name, t.name), name_key = COALESCE(excluded.name_key, t.name_key), address_key = COALESCE(excluded.address_key, t.address_key), named_at = excluded.named_at
        WHERE (excluded.name IS NOT NULL AND (t.named_at IS NULL OR t.named_at <= excluded.named_at OR t.name IS NULL))
          AND NOT EXISTS (SELECT 1 FROM {t}customer c WHERE c.customer_no = excluded.party_no)
        """;

    public const string Profiles = """
        UPDATE {t}party SET known = 1, name = (SELECT c.name FROM {t}customer c WHERE c.customer_no = party_no),
          name_key = COALESCE((SELECT MAX(u.name_key) FROM {u} JOIN {t}customer c ON c.customer_no = u.party AND c.name = u.name WHERE u.party = party_no AND u.profile = '1'), name_key),
          address_key = COALESCE((SELECT MAX(u.address_key) FROM {u} JOIN {t}customer c ON c.customer_no = u.party AND c.name = u.name WHERE u.party = party_no AND u.profile = '1'), address_key)
        WHERE party_no {among}SELECT u.party FROM {u} WHERE u.profile = '1'{end} AND EXISTS (SELECT 1 FROM {t}customer c WHERE c.customer_no = party_no)
        """;

    public const string Identities = """
        INSERT INTO {t}identity AS t (system, kind, external_id, party_no, said_at, source, message)
        SELECT system, kind, external_id, party, {at}, source, message
        FROM (
          SELECT system, kind, external_id, party, at, source, message, ROW_NUMBER() OVER (PARTITION BY system, kind, external_id ORDER BY at DESC) AS place
          FROM (
            SELECT system, 'customer' AS kind, number AS external_id, party, at, source, message FROM {u} WHERE number IS NOT NULL
            UNION ALL
            SELECT system, 'account', account, party, at, source, message FROM {u} WHERE account IS NOT NULL
            UNION ALL
            -- Only of lines of nobody known: whose the others are stands with the work order.
            SELECT system, 'workOrder', work, party, at, source, message FROM {u} WHERE work IS NOT NULL AND number IS NULL AND EXISTS (SELECT 1 FROM {t}product f WHERE f.customer_no = party)
          ) AS said
        ) AS newest
        WHERE place = 1
        ON CONFLICT (external_id, kind, system) DO UPDATE SET party_no = excluded.party_no, said_at = excluded.said_at, source = excluded.source, message = excluded.message
        WHERE excluded.said_at > t.said_at
        """;

    /// <summary>Accounts, services and work orders that two parties share, of which at least one was spoken of now, with what is known of both.</summary>
    public const string Shared = """
        SELECT DISTINCT a.party_no AS one, b.party_no AS other, a.root_no AS one_root, b.root_no AS other_root, a.name_key AS one_name, b.name_key AS other_name, s.kind AS kind, s.id AS id,
          CASE WHEN EXISTS (SELECT 1 FROM {t}customer c WHERE c.customer_no = a.root_no) THEN 1 ELSE 0 END AS one_known,
          CASE WHEN EXISTS (SELECT 1 FROM {t}customer c WHERE c.customer_no = b.root_no) THEN 1 ELSE 0 END AS other_known
        FROM (
          {shared}
        ) AS s
        JOIN {t}party a ON a.party_no = s.one
        JOIN {t}party b ON b.party_no = s.other
        """;

    /// <summary>Parts of <see cref="Shared"/>.</summary>
    public const string SharedAccounts = """
        SELECT 'account' AS kind, i.external_id AS id, i.party_no AS one, j.party_no AS other
        FROM {t}identity i JOIN {t}identity j ON j.kind = 'account' AND j.external_id = i.external_id AND j.party_no <> i.party_no
        WHERE i.kind = 'account' AND i.external_id {among}{accounts}{end}
        """;

    public const string SharedServices = """
        SELECT 'service' AS kind, p.service_key AS id, p.customer_no AS one, q.customer_no AS other
        FROM {t}product p JOIN {t}product q ON q.service_key = p.service_key AND q.customer_no <> p.customer_no
        WHERE p.status <> 'terminated' AND q.status <> 'terminated' AND p.service_key {among}{services}{end}
        """;

    /// <summary>Lines of nobody known, and whose the work order is that was done on them. Few stand in <c>identity</c>, so they come first.</summary>
    public const string SharedWork = """
        SELECT 'work order' AS kind, i.external_id AS id, i.party_no AS one, w.customer_no AS other
        FROM {t}identity i JOIN {t}work_order w ON w.work_order_no = i.external_id AND w.customer_no <> i.party_no
        WHERE i.kind = 'workOrder'
          AND (i.external_id IN (SELECT u.work FROM {u}) OR i.party_no IN (SELECT u.party FROM {u}) OR w.customer_no IN (SELECT u.party FROM {u}))
        """;

    public const string SpokenAccounts = "SELECT u.account FROM {u} WHERE u.account IS NOT NULL";

    public const string SpokenServices = "SELECT u.service FROM {u} WHERE u.service IS NOT NULL";

    // Everything of the parties that shared something, not only what was spoken of now: what they do not share may contradict.
    public const string AccountsOfParties = "SELECT k.external_id FROM {u} JOIN {t}identity k ON k.party_no = u.party AND k.kind = 'account'";

    public const string ServicesOfParties = "SELECT k.service_key FROM {u} JOIN {t}product k ON k.customer_no = u.party";

    /// <summary>Parties of the same name, or with a phone or address in common, as one of those spoken of now.</summary>
    public const string Namesakes = """
        SELECT DISTINCT a.party_no AS one, b.party_no AS other, a.root_no AS one_root, b.root_no AS other_root, a.name_key AS one_name, b.name_key AS other_name, s.weak AS weak,
          CASE WHEN EXISTS (SELECT 1 FROM {t}customer c WHERE c.customer_no = a.root_no) THEN 1 ELSE 0 END AS one_known,
          CASE WHEN EXISTS (SELECT 1 FROM {t}customer c WHERE c.customer_no = b.root_no) THEN 1 ELSE 0 END AS other_known
        FROM (
          {alike}
        ) AS s
        JOIN {t}party a ON a.party_no = s.one
        JOIN {t}party b ON b.party_no = s.other
        WHERE a.root_no <> b.root_no
        """;

    /// <summary>Parts of <see cref="Namesakes"/>.</summary>
    public const string SameName = """
        SELECT x.party_no AS one, y.party_no AS other, NULL AS weak
        FROM {t}party x JOIN {t}party y ON y.name_key = x.name_key AND y.party_no <> x.party_no WHERE x.party_no {among}SELECT u.party FROM {u} WHERE u.name_key IS NOT NULL{end}
        """;

    public const string SameAddressOrPhone = """
        SELECT x.party_no AS one, y.party_no AS other, 'address ' || x.address_key AS weak
        FROM {t}party x JOIN {t}party y ON y.address_key = x.address_key AND y.party_no <> x.party_no WHERE x.party_no {among}SELECT u.party FROM {u} WHERE u.profile = '1'{end}
        UNION
        SELECT x.customer_no, y.customer_no, 'phone ' || x.phone_key
        FROM {t}contact_phone x JOIN {t}contact_phone y ON y.phone_key = x.phone_key AND y.customer_no <> x.customer_no WHERE x.customer_no {among}SELECT u.party FROM {u} WHERE u.profile = '1'{end}
        """;
}
