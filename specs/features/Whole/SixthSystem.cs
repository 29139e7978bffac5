using System.Text;

namespace Integration.Specs.Features.Whole;

/// <summary>A made-up system, in files alone: the points club (会员积分系统) brings its members in a file and hears of completed work orders over a queue.</summary>
internal static class SixthSystem
{
    public const string Adapter = """
        system: points
        name: 会员积分系统 points club
        interfaces:
          - id: PTS-1
            summary: 会员资料 members
            direction: in
            channel: file
            address: ${points.files}
            file: { pattern: "MEMBERS_*.dat", complete: rename, interval: 200ms }
            mapping: points/pts-1-members@1
          - id: PTS-2
            summary: 竣工加分 points for a completed work order
            direction: out
            channel: queue
            address: ${points.queue}
            queue: { messageType: Points.Installed }
            subscribe:
              - { message: WorkOrderCompleted@1, mapping: points/pts-2-installed@1 }

        """;

    /// <summary>Members as the club writes them: fixed width in GBK, names padded by bytes.</summary>
    public const string Members = """
        mapping: points/pts-1-members
        version: 1
        title: 会员资料 members (PTS-1)
        source:
          format: fixed
          charset: gbk
          records:
            - name: header
              tag: H
              fields: [{ name: tag, length: 1 }, { name: day, length: 8 }]
            - name: member
              tag: M
              fields: [{ name: tag, length: 1 }, { name: no, length: 12 }, { name: name, length: 40 }, { name: grade, length: 1 }, { name: unit, length: 10 }]
            - name: trailer
              tag: T
              fields: [{ name: tag, length: 1 }, { name: members, length: 6, align: right, pad: "0" }]
          control:
            - { check: count(member) == int(trailer.members), message: "trailer says {trailer.members} members, the file has {count(member)}" }
        each: member
        target: CustomerProfileChanged@1
        fields:
          customerNo: member.no
          name: member.name
          status: "active"
          serviceLevel: code(member.grade, "points/grade")
          orgUnit: member.unit
          occurredAt: instant(header.day & "000000", "yyyyMMddHHmmss")
        envelope:
          id: member.no & "-" & header.day
          key: member.no
          search: { customer: member.no }

        """;

    public const string Grades = """
        table: points/grade
        title: 会员等级 grade of a member
        codes: { A: diamond, B: gold, C: silver }

        """;

    public const string Installed = """
        mapping: points/pts-2-installed
        version: 1
        title: 竣工加分 points for a completed work order (PTS-2)
        source: { format: canonical, message: WorkOrderCompleted@1 }
        target:
          format: json
          body:
            event: "INSTALLED"
            order!: workOrderNo
            number!: product.serviceNo
            at!: in_zone(completedAt)

        """;

    /// <summary>Puts the system into a home; returns what the settings of hub.yaml need.</summary>
    public static string AddTo(string home, string folder, string adapter = Adapter)
    {
        Write(home, "adapters/points/adapter.yaml", adapter);
        Write(home, "mappings/points/pts-1-members.v1.yaml", Members);
        Write(home, "mappings/points/codes/grade.yaml", Grades);
        Write(home, "mappings/points/pts-2-installed.v1.yaml", Installed);
        Directory.CreateDirectory(Path.Combine(folder, "members"));
        return $"settings:\n  points.files: {Path.Combine(folder, "members")}\n  points.queue: sqlite:{Path.Combine(folder, "queues.db")}#points.installed\n";
    }

    /// <summary>A file of members, as the club brings it into <paramref name="folder"/>.</summary>
    public static async Task WriteMembersAsync(string folder, string name, params (string No, string Name, char Grade)[] members)
    {
        var gbk = Encoding.GetEncoding("gbk");
        var text = new StringBuilder("H20261122\n");
        foreach (var (no, customer, grade) in members)
            text.Append($"M{no,-12}{customer}{new string(' ', 40 - gbk.GetByteCount(customer))}{grade}{"cn.zj.hz",-10}\n");
        text.Append($"T{members.Length:D6}\n");
        var file = Path.Combine(folder, "members", name);
        await File.WriteAllBytesAsync(file + ".tmp", gbk.GetBytes(text.ToString()));
        File.Move(file + ".tmp", file);
    }

    private static void Write(string home, string name, string text)
    {
        var file = Path.Combine(home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
